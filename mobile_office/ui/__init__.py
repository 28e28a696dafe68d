"""The window and its pages; the only package that draws."""
