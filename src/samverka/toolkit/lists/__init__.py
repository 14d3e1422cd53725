"""One component for every list page: narrowing, order, columns, several rows at once, files."""

from .columns import Column
from .filters import Filters, Search, holding
from .listing import Bulk, Listing, Shown
from .ticked import NothingTicked

__all__ = ["Bulk", "Column", "Filters", "Listing", "NothingTicked", "Search", "Shown", "holding"]
