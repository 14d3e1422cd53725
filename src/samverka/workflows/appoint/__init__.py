"""Opening accounts, giving and ending roles: what an administrator does."""
