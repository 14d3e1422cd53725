"""Pages of groups, by noun."""
