"""PAGES THAT JOIN MODULES: read only."""
