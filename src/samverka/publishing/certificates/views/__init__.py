"""Pages of certificates: giving many, one by itself, and the one that verifies."""
