"""Delivery: the back office over HTTP, when to try again, and how a device enrols."""
