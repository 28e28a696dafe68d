"""The scripted working day: real windows, real stores, a real server, played by key presses."""
