"""The placement engine beside its rivals, in an environment of their own."""
