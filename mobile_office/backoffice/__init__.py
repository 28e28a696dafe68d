"""The reference central back office: the same journal with a door."""
