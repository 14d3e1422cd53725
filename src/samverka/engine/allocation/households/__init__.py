"""Households with several capacities: prices, a first plan, and a proof."""

from .method import solve_households, solve_whole
from .run import Limits

__all__ = ["Limits", "solve_households", "solve_whole"]
