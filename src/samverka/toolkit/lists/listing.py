"""A list page: what it is, and how one request asks for it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from samverka.toolkit.spreadsheet import download
from samverka.toolkit.texts import whole_number

from . import memory
from .columns import Column
from .deeds import Deeds
from .drawing import drawn_boxes, drawn_headings, drawn_orders, drawn_rows
from .filters import Filters, Search
from .ticked import Bulk, Rows

Find = Callable[..., Rows]
# What stands in an address without narrowing anything.
NOT_ASKED = ("format", "columns", "clear", "whole", "csrfmiddlewaretoken")
# Nobody looks through more ticks than so many.
MOST_LAID_OUT = 500


@dataclass(frozen=True)
class Listing(Deeds):
    """What a list page is: described once beside the view, used in each request."""

    key: str
    title: str | Promise
    columns: tuple[Column, ...]
    # What stands where there is nothing yet: a first step, in words.
    empty_title: str | Promise
    empty_text: str | Promise = ""
    filters: type[Filters] = Filters
    per_page: int = 25
    # Counting costs a question; a very long list says only whether there are more.
    counts: bool = True
    row_key: str = "public_key"
    # Where the deeds are done by another module, which does not know the filters, "all that
    # match" are laid out on one page, ticked.
    lays_out_all: bool = False

    def of(
        self,
        request: HttpRequest,
        find: Find,
        *,
        bulk: Sequence[Bulk] = (),
        fill: Callable[[list[Any]], None] | None = None,
        noted: Callable[[list[Any]], None] | None = None,
        **about: Any,
    ) -> "Shown":
        """The list as this request asks for it. `find(**filters)` answers the rows one may see.

        :param fill: gives rows what columns read besides, for all that are shown at once
        :param noted: told of the rows that are read, where reading is noted
        :param about: what the form of filters takes besides what was asked
        """
        form = self.filters(request.GET, **about)
        return Shown(self, request, find(**form.chosen), form, tuple(bulk), fill, noted)

    def answer(
        self,
        request: HttpRequest,
        find: Find,
        template: str = "toolkit/list_page.html",
        context: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> HttpResponse:
        """The whole page, the part of it that changed, a file, or the way to what one had."""
        listing = self.of(request, find, **options)
        return listing.response or render(
            request, template, {"title": self.title, **(context or {}), "listing": listing}
        )


@dataclass
class Shown:
    """One list in one request; templates read it as `listing`."""

    about: Listing
    request: HttpRequest
    found: Rows
    form: Filters
    bulk: tuple[Bulk, ...] = ()
    fill: Callable[[list[Any]], None] | None = None
    noted: Callable[[list[Any]], None] | None = None

    @cached_property
    def response(self) -> HttpResponse | None:
        """The answer where it is not the whole page."""
        if elsewhere := self._elsewhere():
            return elsewhere
        if "format" in self.request.GET:
            return self._file()
        memory.remember(self.request, self.path, self.remembered)
        htmx = getattr(self.request, "htmx", None)
        if htmx and htmx.request_type == "partial":
            answer = render(self.request, "toolkit/parts/list_rows.html", {"listing": self})
            answer["HX-Replace-Url"] = f"{self.path}?{self.query}" if self.query else self.path
            patch_vary_headers(answer, ["HX-Request-Type"])
            return answer
        return None

    def _elsewhere(self) -> HttpResponse | None:
        """After clearing or choosing columns, and to what one last looked at."""
        asked = self.request.GET
        if "clear" in asked:
            memory.remember(self.request, self.path, "")
            return redirect(self.path)
        if "columns" in asked:
            wanted = asked.getlist("columns")
            chosen = [column.key for column in self.about.columns if column.key in wanted]
            memory.choose_columns(self.request, self.about.key, chosen)
            return redirect(f"{self.path}?{self.query}" if self.query else self.path)
        if not asked and (before := memory.asked(self.request, self.path)):
            return redirect(f"{self.path}?{before}")
        return None

    def _file(self) -> HttpResponse:
        columns, rows = self.columns, self._read(list(self.rows))
        cells = ([column.of(row) for column in columns] for row in rows)
        return download(
            self.request, str(self.about.title), [column.label for column in columns], cells
        )

    # --- What was asked --------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return self.request.path

    @cached_property
    def asked(self) -> QueryDict:
        """What the address narrows and orders by, without what is empty."""
        kept = QueryDict(mutable=True)
        for name, values in self.request.GET.lists():
            said = [value for value in values if value]
            if said and name not in NOT_ASKED and (name, said) != ("page", ["1"]):
                kept.setlist(name, said)
        return kept

    @property
    def query(self) -> str:
        return self.asked.urlencode()

    @property
    def remembered(self) -> str:
        """What one comes back to. Words typed to find people are names and numbers of theirs.

        The session lies open in the database, and would keep them after somebody is erased.
        """
        kept = self.asked.copy()
        typed = [name for name, field in self.form.fields.items() if isinstance(field, Search)]
        for name in typed if self.noted else []:
            kept.pop(name, None)
        return kept.urlencode()

    def address(self, **changes: str | int | None) -> str:
        """This list with something else asked; None takes it away."""
        query = self.asked.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        return f"{self.path}?{query.urlencode()}" if query else self.path

    @property
    def address_cleared(self) -> str:
        return f"{self.path}?clear=1"

    @property
    def xlsx(self) -> str:
        return self.address(page=None, format="xlsx")

    @property
    def csv(self) -> str:
        return self.address(page=None, format="csv")

    @property
    def asked_besides(self) -> list[tuple[str, str]]:
        """What the form of filters carries on: the order, and what a link brought along."""
        names = [name for name in self.asked if name not in self.form.fields and name != "page"]
        return [(name, value) for name in names for value in self.asked.getlist(name)]

    @property
    def asked_but_order(self) -> list[tuple[str, str]]:
        names = [name for name in self.asked if name not in ("sort", "page")]
        return [(name, value) for name in names for value in self.asked.getlist(name)]

    # --- Columns and order -----------------------------------------------------------------------

    @cached_property
    def columns(self) -> list[Column]:
        """The first column names the row, so it is always there."""
        chosen = memory.columns(self.request, self.about.key)
        first, *others = self.about.columns
        if chosen is not None:
            return [first, *(column for column in others if column.key in chosen)]
        return [first, *(column for column in others if column.at_first)]

    @cached_property
    def column_boxes(self) -> SafeString:
        """Which columns are shown, to choose between."""
        return drawn_boxes(self.about.columns[1:], self.columns)

    @cached_property
    def order(self) -> tuple[Column | None, bool]:
        """The column the rows are ordered by, and whether it is backwards."""
        asked = self.request.GET.get("sort", "")
        found = [c for c in self.about.columns if c.sort and c.key == asked.removeprefix("-")]
        return (found[0] if found else None), asked.startswith("-")

    @property
    def headings(self) -> SafeString:
        by, is_backwards = self.order
        ticks = bool(self.bulk)
        links = [self._ordered_by(column) if column.sort else "" for column in self.columns]
        return drawn_headings(self.columns, links, by=by, backwards=is_backwards, ticks=ticks)

    def _ordered_by(self, column: Column) -> str:
        by, is_backwards = self.order
        is_next_backwards = column is by and not is_backwards
        return self.address(sort=f"-{column.key}" if is_next_backwards else column.key, page=None)

    @cached_property
    def orders(self) -> SafeString:
        """What it can be ordered by: for a phone, where the headings are not seen."""
        by, is_backwards = self.order
        columns = [column for column in self.about.columns if column.sort]
        return drawn_orders(columns, by=by, backwards=is_backwards)

    # --- Rows ------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Rows:
        by, is_backwards = self.order
        if by is None:
            return self.found
        if isinstance(self.found, QuerySet):
            fields = [_by(name, is_backwards) for name in by.fields]
            return self.found.order_by(*fields, "pk")
        # What one column holds is of one kind and can be ordered.
        value: Callable[[Any], Any] = by.of
        held = [row for row in self.found if by.of(row) not in (None, "")]
        empty = [row for row in self.found if by.of(row) in (None, "")]
        return sorted(held, key=value, reverse=is_backwards) + empty

    @property
    def _page_asked(self) -> int:
        return max(whole_number(self.request.GET.get("page", "")) or 1, 1)

    @cached_property
    def _page(self) -> Page:
        size = MOST_LAID_OUT if self.is_whole else self.about.per_page
        return Paginator(self.rows, size).get_page(self._page_asked)

    @cached_property
    def number(self) -> int:
        return self._page.number if self.about.counts else self._page_asked

    @cached_property
    def _ahead(self) -> list[Any]:
        """The page and, uncounted, one row more: it tells whether there are more."""
        if self.about.counts:
            return list(self._page)
        first = (self.number - 1) * self.about.per_page
        return list(self.rows[first : first + self.about.per_page + 1])

    @cached_property
    def page(self) -> list[Any]:
        """The rows of the page, whose reading is noted once."""
        return self._read(self._ahead if self.is_whole else self._ahead[: self.about.per_page])

    def _read(self, rows: list[Any]) -> list[Any]:
        for what in (self.fill, self.noted):
            if what:
                what(rows)
        return rows

    @property
    def body(self) -> SafeString:
        row_key = self.about.row_key if self.bulk else ""
        return drawn_rows(self.columns, self.page, row_key, all_ticked=self.is_whole)

    @property
    def is_whole(self) -> bool:
        """Whether all that match are laid out, ticked."""
        return self.about.lays_out_all and "whole" in self.request.GET

    @property
    def whole(self) -> str:
        """Where all that match are laid out, if they go on one page."""
        may_be = self.about.lays_out_all and not self.is_whole
        fits = self.count is not None and self.count <= MOST_LAID_OUT
        return self.address(page=None, whole=1) if may_be and fits else ""

    @property
    def count(self) -> int | None:
        return self._page.paginator.count if self.about.counts else None

    @property
    def pages(self) -> int | None:
        return math.ceil(self.count / self.about.per_page) if self.count is not None else None

    @property
    def is_narrowed(self) -> bool:
        return self.form.is_narrowed

    @property
    def earlier(self) -> str:
        return self.address(page=self.number - 1) if self.number > 1 else ""

    @property
    def further(self) -> str:
        if self.about.counts:
            has_more = self._page.has_next()
        else:
            has_more = len(self._ahead) > self.about.per_page
        return self.address(page=self.number + 1) if has_more else ""


def _by(name: str, is_backwards: bool) -> Any:
    """What is empty stands last in either order, on every database."""
    return F(name).desc(nulls_last=True) if is_backwards else F(name).asc(nulls_last=True)
