"""The tests; they mirror the program file by file."""
