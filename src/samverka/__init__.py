"""Samverka: the platform on which a region runs its joint programmes for newly arrived people."""

__version__ = "0.1.0"
