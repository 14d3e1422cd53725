"""The demonstration region: made-up people, the same every time."""
