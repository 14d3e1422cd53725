"""What is done with several rows of a list, and how it is taken back."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from . import memory
from .changes import became, is_as_left, itself, said_by
from .columns import Column, of
from .filters import Filters
from .memory import Kept
from .ticked import (
    Asks,
    NothingTicked,
    Rows,
    only,
    parted,
    said_of_changed,
    said_of_done,
    said_of_left,
    said_of_nothing,
    said_of_written,
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
        changes: Callable[[Any], Sequence[models.Model]] = itself,
        **about: Any,
    ) -> HttpResponse:
        """Do something with the rows ticked and go back; `do` answers what is said of it.

        :param undo: the name of the address that takes it back; it gets `within` and a token
        :param asks: what is chosen or written beside the button; `do` gets it after the rows
        :param refused: why the deed may fail as a whole; it is said, and nothing is changed
        :param may: whether one may do it with a row; those one may not are named, and stay
        :param already: whether a row is so already; then it is left out
        :param keep: what a row was before, as `take_back` gets it
        :param changes: what is changed of a row, where that is not the row itself
        """
        try:
            rows = self.ticked(request, find, **about)
            asked = [asks.read(request)] if asks else []
        except NothingTicked as nothing:
            messages.warning(request, str(nothing))
            return self._not_done(request, back, asks)
        rows, left = parted(rows, may)
        if left:
            messages.warning(request, said_of_left([str(self.columns[0].of(row)) for row in left]))
        waiting = [row for row in rows if not already(row)]
        if rows and not waiting:
            messages.info(request, said_of_done())
        if not waiting:
            return self._not_done(request, back, asks)
        was = [(str(of(row, self.row_key)), keep(row), changes(row)) for row in waiting]
        touched = [one for _key, _was, those in was for one in those]
        try:
            with transaction.atomic():
                before = said_by(touched)
                said = do(waiting, *asked)
                after = said_by(touched)
        except refused as why:
            messages.error(request, str(why))
            return self._not_done(request, back, asks)
        kept = [Kept(key, text, became(those, before, after)) for key, text, those in was]
        token = self._token(request, undo, kept) if undo else ""
        messages.success(
            request, said, extra_tags=reverse(undo, args=[*within, token]) if undo else ""
        )
        return self.back(request, back)

    def _not_done(
        self, request: HttpRequest, path: str, asks: Asks | None
    ) -> HttpResponseRedirect:
        if asks and (text := asks.written(request)):
            messages.info(request, said_of_written(text))
        return self.back(request, path)

    def _token(self, request: HttpRequest, undo: str, kept: list[Kept]) -> str:
        """What takes the deed back. Done twice, it changes nothing, and the first is kept."""
        token, earlier, rows = memory.last_undo(request, self.key)
        is_twice = earlier == undo and {row.key for row in rows} == {row.key for row in kept}
        if is_twice and _changed(rows) and not _changed(kept):
            return token
        return memory.keep_for_undo(request, self.key, undo, kept)

    def to_undo(self, request: HttpRequest, token: str) -> list[str]:
        """The keys of the rows that the last deed changed; none where it is undone already."""
        return [kept.key for kept in memory.rows_to_undo(request, token)]

    def take_back(
        self,
        request: HttpRequest,
        token: str,
        rows: Rows,
        do: Callable[[list[tuple[Any, str]]], str],
        *,
        back: str,
        refused: tuple[type[Exception], ...] = (),
        changes: Callable[[Any], Sequence[models.Model]] = itself,
    ) -> HttpResponse:
        """Undo the last deed: `do` gets each row, of those one may change, with what it was.

        What somebody changed since the deed is named, and stays.
        """
        kept = {one.key: one for one in memory.rows_to_undo(request, token)}
        found = list(only(rows, self.row_key, set(kept))) if kept else []
        try:
            with transaction.atomic():
                now = said_by(one for row in found for one in changes(row))
                theirs, since = parted(
                    found, lambda row: is_as_left(kept[str(of(row, self.row_key))].became, now)
                )
                pairs = [(row, kept[str(of(row, self.row_key))].was) for row in theirs]
                said = do(pairs) if pairs else ""
        except refused as why:
            messages.error(request, str(why))
            return self.back(request, back)
        if since:
            messages.warning(request, said_of_changed([self._name_of(row) for row in since]))
        if said:
            messages.success(request, said)
        elif not since:
            messages.warning(request, said_of_nothing())
        return self.back(request, back)

    def _name_of(self, row: Any) -> str:
        """As the list names it; what undoes may find rows that lack what the list adds."""
        try:
            return str(self.columns[0].of(row))
        except AttributeError:
            return str(row)

    @staticmethod
    def back(request: HttpRequest, path: str) -> HttpResponseRedirect:
        """To the list as it was narrowed."""
        asked = memory.asked(request, path)
        return redirect(f"{path}?{asked}" if asked else path)


def _changed(rows: list[Kept]) -> bool:
    return any(row.became for row in rows)
