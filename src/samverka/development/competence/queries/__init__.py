from .levels import Levels, levels

__all__ = ["Levels", "levels"]
