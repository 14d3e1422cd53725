"""Where each period stands, by the versions there are of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.publishing.statements.models import Layout, Series, Statement, Version
from samverka.publishing.statements.periods import Period, periods_until


class State(models.TextChoices):
    """What a period is."""

    OPEN = "open", _("Open")
    READY = "ready", _("Ready")
    SENT = "sent", _("Sent")
    RE_SEND = "re_send", _("To send again")
    CORRECTED = "corrected", _("Corrected and sent")

    @property
    def icon(self) -> str:
        """The sign of it, wherever it is shown."""
        signs = {"open": "open", "ready": "waiting", "sent": "check", "re_send": "undo"}
        return signs.get(self.value, "edit")


DONE = frozenset({State.SENT, State.CORRECTED})


@dataclass(frozen=True)
class Stand:
    """A period, the version of it in force, and the one made ready."""

    period: Period
    state: State
    sent: Version | None
    ready: Version | None

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def can_be_made_ready(self) -> bool:
        return self.ready is None and not self.is_done


def standing(series: Series, *, on: dt.date) -> list[Stand]:
    """Where each period stands that has begun on a day; one question."""
    versions = list(
        Version.objects.filter(series=series)
        .select_related("statement", "layout", "made_ready_by", "sent_by")
        .order_by("number")
    )
    told = max((version.statement.first_month for version in versions), default=None)
    return stands_by(versions, periods_until(series, on, told=told))


def stands_by(versions: Iterable[Version], periods: Iterable[Period]) -> list[Stand]:
    """The same of versions at hand, by their number, and every period from the first on."""
    of_month: dict[dt.date, dict[str, Version]] = defaultdict(dict)
    for version in versions:
        of_month[version.statement.first_month][version.state] = version
    stands, latest = [], 0
    for period in periods:
        here = of_month.get(period.first_month, {})
        sent, ready = here.get(Version.State.SENT), here.get(Version.State.READY)
        place = (sent.place or 0) if sent else 0
        stands.append(Stand(period, _state(sent, ready, latest > place), sent, ready))
        latest = max(latest, place)
    return stands


def _state(sent: Version | None, ready: Version | None, is_overtaken: bool) -> State:
    """Overtaken: an earlier period was sent after this one, which was sent without knowing."""
    if sent is None:
        return State.READY if ready else State.OPEN
    if ready or is_overtaken:
        return State.RE_SEND
    return State.CORRECTED if sent.number > 1 else State.SENT


def layouts_in_force() -> QuerySet[Layout]:
    """The latest version of each layout, by name."""
    newer = Layout.objects.filter(
        code=models.OuterRef("code"), version__gt=models.OuterRef("version")
    )
    return Layout.objects.filter(~models.Exists(newer)).order_by("name", "code")


def series_of(programme: Programme) -> QuerySet[Series]:
    """What the programme sends, by fund and name."""
    found = Series.objects.filter(programme=programme)
    return found.select_related("programme", "fund", "layout").order_by(
        "fund__name", "layout__name", "pk"
    )


def versions_of(statement: Statement) -> QuerySet[Version]:
    """The newest first, with who made each ready and who sent it."""
    return statement.versions.select_related(
        "series__programme", "statement", "layout", "made_ready_by", "sent_by"
    ).order_by("-number")


def sent_versions(
    programme: Programme, fund: Fund, first: dt.date, last: dt.date
) -> list[Version]:
    """The versions in force of every series whose period lies within the months, by period."""
    sent = Version.objects.filter(
        series__programme=programme,
        series__fund=fund,
        state=Version.State.SENT,
        statement__first_month__gte=first,
        statement__last_month__lte=last,
    ).select_related("series__layout", "statement", "layout", "sent_by")
    latest = {version.statement_id: version for version in sent.order_by("number")}
    return sorted(latest.values(), key=lambda one: (one.statement.first_month, one.series_id))
