"""The page of one programme: goals, map, what is next."""
