"""Forms of matching, one file a noun."""
