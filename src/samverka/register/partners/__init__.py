"""Organisations and units, and who acts for them."""
