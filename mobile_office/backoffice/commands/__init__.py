"""The administrator's commands, one noun each: what it takes, and what it does with the office."""
