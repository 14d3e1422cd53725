"""Placing over a year: arrivals come in batches, and each place's room has to last."""
