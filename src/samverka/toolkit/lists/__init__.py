"""One component for every list page: narrowing, order, columns, several rows at once, files."""

from .columns import Column
from .filters import Filters, Search, holding
from .listing import Listing, Shown
from .ticked import Asks, Bulk, NothingTicked, only

__all__ = [
    "Asks",
    "Bulk",
    "Column",
    "Filters",
    "Listing",
    "NothingTicked",
    "Search",
    "Shown",
    "holding",
    "only",
]
