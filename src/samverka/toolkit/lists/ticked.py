"""Several rows at once: which were ticked, what is done with them, and how it is undone."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from .filters import Filters


class NothingTicked(Exception):
    """No row was ticked."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was ticked. Tick the rows first, then choose what to do."))


def ticked_rows(
    request: HttpRequest,
    find: Callable[..., QuerySet],
    filters: Callable[[QueryDict], Filters],
    row_key: str,
) -> list[Any]:
    """The rows that were ticked, or all that match; only among those the person finds.

    :raises NothingTicked: no row was ticked, or none of them is found any more
    """
    rows = find(**filters(QueryDict(request.POST.get("asked", ""))).chosen)
    if "all" not in request.POST:
        rows = rows.filter(**{f"{row_key}__in": set(request.POST.getlist("row"))})
    found = list(rows)
    if not found:
        raise NothingTicked
    return found
