"""Programmes: partners, goals, measures, funds, roles."""
