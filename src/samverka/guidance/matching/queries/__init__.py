"""Questions of matching, one file a noun."""
