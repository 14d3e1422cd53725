"""What was paid, and what the funds were told."""

from collections.abc import Iterator

from django.db.models import Count, Q, Sum

from samverka.delivery.activities.models import Attendance
from samverka.delivery.budgets.models import Cost
from samverka.delivery.certification.queries import counted_marks
from samverka.publishing.statements.models import Layout, Version
from samverka.publishing.statements.queries import content_of
from samverka.toolkit.periods import months_after
from samverka.toolkit.spreadsheet import Cell

from .tables import PROTECTED, Asked, Table, told, yes

# Who somebody is stands in no file of these.
WHO = {"number", "name", "contact"}


def tables(about: Asked) -> Iterator[Table]:
    costs = Cost.objects.filter(programme=about.programme).order_by("pk")
    yield Table(
        "costs",
        (
            *("cost", "organisation", "kind", "receipt", "incurred_on", "paid_on"),
            *("amount_ore", "is_struck", "report", "report_state"),
        ),
        [
            (
                *(row.public_key, row.organisation.public_key, row.kind, row.receipt),
                *(row.incurred_on, row.paid_on, row.amount, yes(row.is_struck)),
                *((row.report.number, row.report.state) if row.report else (None, "")),
            )
            for row in costs.select_related("organisation", "report")
        ],
    )
    versions = list(
        Version.objects.filter(series__programme=about.programme)
        .select_related("series__fund", "series__programme", "layout", "statement")
        .order_by("series", "place", "pk")
    )
    yield _statements(about, versions)
    hidden = _hides_counts(about)
    yield Table(
        "statement_rows",
        ("statement_version", "row", "person", "field", "cell"),
        (
            cell
            for version in versions
            if version.is_sent and not version.emptied_on
            if not (hidden and version.layout.rows == Layout.Rows.ACTIVITIES)
            for cell in _cells(about, version)
        ),
    )


def _statements(about: Asked, versions: list[Version]) -> Table:
    latest = {row.statement_id: row.pk for row in versions if row.is_sent}
    return Table(
        "statements",
        (
            *("statement_version", "fund", "layout", "layout_version", "rows_are", "first_month"),
            *("last_month", "version", "state", "in_force", "sent_at", "persons", "minutes"),
            *("claimed_minutes", "protected_persons", "protected_minutes"),
            *("protected_claimed_minutes", "place", "content_digest", "digest_before", "digest"),
        ),
        [
            (
                *(row.public_key, row.series.fund.code, row.layout.code, row.layout.version),
                *(row.layout.rows, row.statement.first_month, row.statement.last_month),
                *(row.number, row.state, yes(latest.get(row.statement_id) == row.pk)),
                *(told(row.sent_at), row.persons, row.minutes, row.claimed),
                *_of_protected(about, row),
                *(row.place, row.content_digest, row.digest_before, row.digest),
            )
            for row in versions
        ],
    )


def _of_protected(about: Asked, version: Version) -> tuple[int, int, int]:
    """Their number, minutes and minutes claimed in a version; of activities as it is now."""
    if version.layout.rows == Layout.Rows.ACTIVITIES:
        statement = version.statement
        marks = counted_marks(about.programme, version.series.fund).filter(
            session__held_on__gte=statement.first_month,
            session__held_on__lt=months_after(statement.last_month, 1),
            **PROTECTED,
        )
        sums = marks.aggregate(count=Count("person", distinct=True), sum=Sum("minutes", default=0))
        return sums["count"], sums["sum"], 0
    numbers = _protected_rows(version)
    rows = enumerate(content_of(version).rows, start=1)
    lines = [line for number, line in rows if number in numbers]
    persons = {line.person_id for line in lines}
    return len(persons), sum(each.minutes for each in lines), sum(each.claimed for each in lines)


def _protected_rows(version: Version) -> set[int]:
    """Of those who were protected then or are now."""
    rows = version.rows.filter(Q(is_protected=True) | Q(**PROTECTED))
    return set(rows.values_list("number", flat=True))


def _hides_counts(about: Asked) -> bool:
    """Counts by activity, held against the rows, would tell where somebody protected was."""
    return Attendance.objects.filter(
        session__activity__programme=about.programme, **PROTECTED
    ).exists()


def _cells(about: Asked, version: Version) -> Iterator[tuple[Cell, ...]]:
    fields = [column["field"] for column in version.layout.columns]
    protected = _protected_rows(version)
    lines = enumerate(content_of(version).rows, start=1)
    # Numbered anew: a number that lacks would tell between whom somebody stands.
    shown = (line for number, line in lines if number not in protected)
    for number, line in enumerate(shown, start=1):
        person = about.person(line.person_id) if line.person_id else ""
        for name, cell in zip(fields, line.cells, strict=True):
            if name not in WHO:
                said = yes(cell) if isinstance(cell, bool) else cell
                yield version.public_key, number, person, name, said
