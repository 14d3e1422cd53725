"""A phase begins and ends when what it waits for is in place."""
