"""Every screen of the program drawn offscreen, to be looked at: `python -m tests.screens` (`make screens`)."""
