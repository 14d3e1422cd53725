"""Households with several capacities: prices, a first plan, and a proof."""

from .method import Limits, solve_households, solve_whole

__all__ = ["Limits", "solve_households", "solve_whole"]
