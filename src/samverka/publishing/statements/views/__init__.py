"""Pages of what is told to the funds."""
