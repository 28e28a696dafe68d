"""The demonstration: an office, a laptop and invented people on one machine, and a scripted day."""
