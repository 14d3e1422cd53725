"""Users, the roles they act in, signing in."""
