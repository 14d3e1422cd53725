"""Writes of matching, one file a noun. Notes in the trail are of rounds and cases, not persons."""
