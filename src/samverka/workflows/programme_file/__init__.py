"""Load a programme from a file: all of it or nothing."""
