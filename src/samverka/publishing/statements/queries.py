import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.work.models import Progress

from .contents import Cell, Content
from .models import Layout, SentFile, Series, Statement, Version


class State(models.TextChoices):
    """What a period is."""

    OPEN = "open", _("Open")
    READY = "ready", _("Ready")
    SENT = "sent", _("Sent")
    RE_SEND = "re_send", _("To send again")
    CORRECTED = "corrected", _("Corrected")


@dataclass(frozen=True)
class Month:
    """A period of a series: `sent` is the version in force, `ready` the one made ready."""

    series: Series
    first_month: dt.date
    last_month: dt.date
    state: State
    sent: Version | None
    ready: Version | None
    due_on: dt.date | None
    is_late: bool
    # Sent, and the facts say something else now.
    differs: bool
    # Of the version, or of the facts where there is none.
    persons: int
    minutes: int
    # How many things lack before it can be made ready; 0 where it is sent.
    hinders: int

    @property
    def key(self) -> str:
        """As in addresses: "2026-02"."""
        return f"{self.first_month:%Y-%m}"

    @property
    def version(self) -> Version | None:
        return self.ready or self.sent


@dataclass(frozen=True)
class Hinder:
    """Something that lacks before a period can be made ready; the address is where it is done."""

    kind: str
    text: str
    count: int
    address: str


@dataclass(frozen=True)
class Difference:
    """A row that is in one of two contents, or a cell that is another.

    `kind` is added, removed or changed; `column`, `before` and `now` are of changed cells.
    """

    kind: str
    key: str
    person_id: int | None
    is_protected: bool
    column: str = ""
    field: str = ""
    before: Cell = None
    now: Cell = None


def layouts_in_force() -> QuerySet[Layout]:
    """The latest version of each layout, by name."""
    raise NotImplementedError


def series_of(programme: Programme) -> QuerySet[Series]:
    raise NotImplementedError


def months_of(series: Series, *, on: dt.date) -> list[Month]:
    """Every period that has begun, the first one first; a fixed number of questions."""
    raise NotImplementedError


def month_of(series: Series, first_month: dt.date, *, on: dt.date) -> Month | None:
    """One of `months_of`."""
    raise NotImplementedError


def build(series: Series, first_month: dt.date, *, layout: Layout | None = None) -> Content:
    """The period as the facts say now, by the series' layout."""
    raise NotImplementedError


def hinders(series: Series, first_month: dt.date, *, on: dt.date) -> list[Hinder]:
    raise NotImplementedError


def content_of(version: Version) -> Content:
    """What was sent, opened again; of a version that is only ready it has no rows."""
    raise NotImplementedError


def differences(before: Content, now: Content) -> list[Difference]:
    """Row by row; a cell's change is one row. Contents of `content_of` or `build`."""
    raise NotImplementedError


def versions_of(statement: Statement) -> QuerySet[Version]:
    """The newest first."""
    raise NotImplementedError


def sent_versions(
    programme: Programme, fund: Fund, first: dt.date, last: dt.date
) -> list[Version]:
    """Those in force of every series whose period lies in the months, by period."""
    raise NotImplementedError


def broken_link(series: Series) -> Version | None:
    """The first version sent that is not what was sent; None if all are."""
    raise NotImplementedError


def opened_file(file: SentFile) -> bytes:
    raise NotImplementedError


def progress(version: Version) -> Progress | None:
    raise NotImplementedError


def has_failed(version: Version) -> bool:
    """Whether the task ended by a fault of ours, so that nothing more will come."""
    raise NotImplementedError
