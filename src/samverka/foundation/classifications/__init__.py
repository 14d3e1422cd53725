"""Code lists: municipalities."""
