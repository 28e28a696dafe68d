"""The program heard: what a screen reader is told over AT-SPI, on a real X server, by nothing but keys."""
