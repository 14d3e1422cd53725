import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor

from .models import Layout, SentFile, Series, Version


class StatementProblem(Exception):
    """What was asked cannot be done; the message says why and what one can do."""


@transaction.atomic
def add_layout(*, text: str, by: Actor) -> Layout:
    """Keep a layout file; of a code that is there already it is the next version.

    :raises LayoutProblem: with every problem of the file
    """
    raise NotImplementedError


@transaction.atomic
def begin_series(
    *,
    programme: Programme,
    fund: Fund,
    layout: Layout,
    first_month: dt.date | None = None,
    by: Actor,
) -> Series:
    """Let a programme send a layout's file from its first month, or from another, on."""
    raise NotImplementedError


@transaction.atomic
def use_layout(*, series: Series, layout: Layout, by: Actor) -> None:
    """Go on by another version of the same layout; what is sent keeps its own."""
    raise NotImplementedError


@transaction.atomic
def make_ready(
    *, series: Series, first_month: dt.date, on: dt.date, seen: str = "", by: Actor
) -> Version:
    """Settle what an open period, or one to send again, holds; `seen` is the digest shown.

    :raises StatementProblem: something hinders, or it is not open
    """
    raise NotImplementedError


@transaction.atomic
def take_back(*, version: Version, by: Actor) -> None:
    """Open a period again that was made ready, or withdraw a correction that is not sent.

    :raises StatementProblem: it is being sent, or is sent
    """
    raise NotImplementedError


@transaction.atomic
def send(*, version: Version, by: Actor) -> None:
    """Have the rows frozen and the files written, all or none, as a task.

    :raises StatementProblem: not ready, being sent already, or an earlier period comes first
    """
    raise NotImplementedError


@transaction.atomic
def correct(
    *, series: Series, first_month: dt.date, reason: str, on: dt.date, by: Actor
) -> list[Version]:
    """Prepare a sent period and every later sent one to be sent again, in order.

    :raises StatementProblem: it is not sent, nothing differs, or something hinders
    """
    raise NotImplementedError


@transaction.atomic
def note_receipt(*, version: Version, receipt: str, by: Actor) -> None:
    """Note once what the authority answered.

    :raises StatementProblem: not sent, or another receipt is noted
    """
    raise NotImplementedError


@transaction.atomic
def note_fetched(*, file: SentFile, by: Actor) -> None:
    """That a file was taken out, and whose rows were in it."""
    raise NotImplementedError


@transaction.atomic
def seal_statements_anew(*, at_most: int, by: Actor) -> int:
    """Seal rows and files with the current key; tells how many, 0 when all are."""
    raise NotImplementedError
