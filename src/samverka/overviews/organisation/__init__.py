"""The organisations, and one page about each."""
