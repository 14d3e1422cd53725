"""Addresses of pages, each worked out once: a list of links is mostly the finding of addresses."""

from functools import lru_cache

from django.urls import reverse


# Addresses do not change while we run, and people come back to the same few hundred.
@lru_cache(maxsize=8192)
def address(name: str, *keys: object) -> str:
    """As `reverse`: address("activities:detail", key)."""
    return reverse(name, args=keys)
