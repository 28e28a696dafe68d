"""Printed papers: values in, the bytes of an accessible PDF out, made in memory and kept nowhere."""
