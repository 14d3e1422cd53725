"""Certified hours of whoever stands in no month that was sent: a claim waits for those."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.certification.models import CertifiedLine
from samverka.delivery.participants.models import Participant
from samverka.publishing.statements.models import Layout, Row, Version
from samverka.publishing.statements.queries import sent_versions
from samverka.toolkit.texts import whole_day

from .hours import Taken
from .models import Claim


def untold(claim: Claim, taken: Sequence[Taken]) -> QuerySet[CertifiedLine]:
    """Lines that are claimed, of persons who are not in a sent file that tells who takes part.

    A month that no such file covers says nothing of who took part in it.
    """
    lines = CertifiedLine.objects.filter(
        certificate__in=[one.certificate.pk for one in taken], claimed__gt=0
    ).order_by("certificate__month", "certificate__organisation__name", "pk")
    by_series: dict[int, list[int]] = {}
    for version in sent_versions(claim.programme, claim.fund, dt.date.min, claim.last_month):
        if version.layout.rows == Layout.Rows.PARTICIPANTS and version.emptied_on is None:
            by_series.setdefault(version.series_id, []).append(version.pk)
    missing = CertifiedLine.objects.none()
    for versions in by_series.values():
        missing |= lines.filter(_is_told(versions), ~_stands(versions))
    return missing


def _is_told(versions: list[int]) -> Exists:
    month = OuterRef("certificate__month")
    return Exists(
        Version.objects.filter(
            pk__in=versions, statement__first_month__lte=month, statement__last_month__gte=month
        )
    )


def _stands(versions: list[int]) -> Exists:
    month = OuterRef("certificate__month")
    return Exists(
        Row.objects.filter(
            version__in=versions,
            person=OuterRef("person"),
            version__statement__first_month__lte=month,
            version__statement__last_month__gte=month,
        )
    )


@dataclass(frozen=True)
class Untold:
    """Somebody's claimed hours of a month, what was noted of them, and why no file has them."""

    line: CertifiedLine
    participant: Participant | None

    @property
    def why(self) -> str:
        noted, month = self.participant, self.line.certificate.month
        if self.line.person.is_forgotten:
            return _("Was erased before the month was sent")
        if noted is None or noted.started_on is None:
            return _("Is no participant")
        if noted.ended_on and noted.ended_on < month:
            return _("Last day %(day)s, before the month") % {"day": whole_day(noted.ended_on)}
        if noted.started_on >= (month + dt.timedelta(days=31)).replace(day=1):
            return _("First day %(day)s, after the month") % {"day": whole_day(noted.started_on)}
        if noted.verified_on is None:
            return _("Is not verified")
        return _("Is not counted by the fund's rules")


def reasons(claim: Claim, lines: QuerySet[CertifiedLine]) -> list[Untold]:
    """Each line with why; narrow them first to whom the reader may see."""
    noted = Participant.objects.filter(
        programme=claim.programme_id, person__in=lines.values("person")
    )
    by_person = {row.person_id: row for row in noted}
    found = lines.select_related("person", "certificate__organisation")
    return [Untold(line, by_person.get(line.person_id)) for line in found]
