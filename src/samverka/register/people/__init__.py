"""Persons, their positions, and who may see them."""
