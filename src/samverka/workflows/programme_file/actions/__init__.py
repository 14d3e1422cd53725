"""A programme file becomes a programme: all of it or nothing."""

from .loading import load_programme
from .report import Report

__all__ = ["Report", "load_programme"]
