"""Months and their hours: pages, spreadsheets, PDF."""
