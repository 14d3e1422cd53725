"""The page that greets each role."""
