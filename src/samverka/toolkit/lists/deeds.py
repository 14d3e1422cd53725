"""What is done with several rows of a list, and how it is taken back."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from . import memory
from .columns import Column, of
from .filters import Filters
from .ticked import (
    Asks,
    NothingTicked,
    Rows,
    only,
    parted,
    said_of_done,
    said_of_left,
    said_of_nothing,
    ticked_rows,
)


class Deeds:
    """The part of a list that answers what its boxes post."""

    key: str
    columns: tuple[Column, ...]
    filters: type[Filters]
    row_key: str

    def ticked(self, request: HttpRequest, find: Callable[..., Rows], **about: Any) -> list:
        """The rows ticked on the page that posted.

        :raises NothingTicked: no row was ticked
        """
        return ticked_rows(request, find, lambda asked: self.filters(asked, **about), self.row_key)

    def carry_out(
        self,
        request: HttpRequest,
        find: Callable[..., Rows],
        do: Callable[..., str],
        *,
        back: str,
        undo: str = "",
        within: Sequence[str] = (),
        asks: Asks | None = None,
        refused: tuple[type[Exception], ...] = (),
        may: Callable[[Any], bool] = lambda row: True,
        already: Callable[[Any], bool] = lambda row: False,
        keep: Callable[[Any], str] = lambda row: "",
        **about: Any,
    ) -> HttpResponse:
        """Do something with the rows ticked and go back; `do` answers what is said of it.

        :param undo: the name of the address that takes it back; it gets `within` and a token
        :param asks: what is chosen or written beside the button; `do` gets it after the rows
        :param refused: why the deed may fail as a whole; it is said, and nothing is changed
        :param may: whether one may do it with a row; those one may not are named, and stay
        :param already: whether a row is so already; then it is left out
        :param keep: what a row was before, as `take_back` gets it
        """
        try:
            rows = self.ticked(request, find, **about)
            asked = [asks.read(request)] if asks else []
        except NothingTicked as nothing:
            messages.warning(request, str(nothing))
            return self.back(request, back)
        rows, left = parted(rows, may)
        if left:
            messages.warning(request, said_of_left([str(self.columns[0].of(row)) for row in left]))
        waiting = [row for row in rows if not already(row)]
        if rows and not waiting:
            messages.info(request, said_of_done())
        if not waiting:
            return self.back(request, back)
        rows = waiting
        keys = [f"{of(row, self.row_key)} {keep(row)}" for row in rows]
        try:
            said = do(rows, *asked)
        except refused as why:
            messages.error(request, str(why))
            return self.back(request, back)
        token = memory.keep_for_undo(request, self.key, keys) if undo else ""
        messages.success(
            request, said, extra_tags=reverse(undo, args=[*within, token]) if undo else ""
        )
        return self.back(request, back)

    def to_undo(self, request: HttpRequest, token: str) -> list[str]:
        """The keys of the rows that the last deed changed; none where it is undone already."""
        return [kept.partition(" ")[0] for kept in memory.rows_to_undo(request, self.key, token)]

    def take_back(
        self,
        request: HttpRequest,
        token: str,
        rows: Rows,
        do: Callable[[list[tuple[Any, str]]], str],
        *,
        back: str,
        refused: tuple[type[Exception], ...] = (),
    ) -> HttpResponse:
        """Undo the last deed: `do` gets each row, of those one may change, with what it was."""
        kept = [text.partition(" ") for text in memory.rows_to_undo(request, self.key, token)]
        was = {key: before for key, _space, before in kept}
        found = list(only(rows, self.row_key, set(was))) if was else []
        if not found:
            messages.warning(request, said_of_nothing())
            return self.back(request, back)
        try:
            said = do([(row, was[str(of(row, self.row_key))]) for row in found])
        except refused as why:
            messages.error(request, str(why))
        else:
            messages.success(request, said)
        return self.back(request, back)

    @staticmethod
    def back(request: HttpRequest, path: str) -> HttpResponseRedirect:
        """To the list as it was narrowed."""
        asked = memory.asked(request, path)
        return redirect(f"{path}?{asked}" if asked else path)
