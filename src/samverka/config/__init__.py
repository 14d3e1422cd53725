"""WIRING: settings, addresses, menu, commands."""
