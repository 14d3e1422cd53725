"""What was paid, and what the funds were told."""

from collections.abc import Iterator

from samverka.delivery.budgets.models import Cost
from samverka.publishing.statements.models import Version
from samverka.publishing.statements.queries import content_of
from samverka.toolkit.spreadsheet import Cell

from .tables import Asked, Table, yes

# Who somebody is stands in no file of these.
WHO = {"number", "name", "contact"}
# What was written freely is told of nobody protected.
FREE = {"end_reason", "verified_how"}


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
        .select_related("series__fund", "layout", "statement")
        .order_by("series", "place", "pk")
    )
    latest = {row.statement_id: row.pk for row in versions if row.is_sent}
    yield Table(
        "statements",
        (
            *("statement_version", "fund", "layout", "layout_version", "rows_are", "first_month"),
            *("last_month", "version", "state", "in_force", "persons", "minutes"),
            *("claimed_minutes", "place", "content_digest", "digest_before", "digest"),
        ),
        [
            (
                *(row.public_key, row.series.fund.code, row.layout.code, row.layout.version),
                *(row.layout.rows, row.statement.first_month, row.statement.last_month),
                *(row.number, row.state, yes(latest.get(row.statement_id) == row.pk)),
                *(row.persons, row.minutes, row.claimed, row.place),
                *(row.content_digest, row.digest_before, row.digest),
            )
            for row in versions
        ],
    )
    yield Table(
        "statement_rows",
        ("statement_version", "row", "person", "field", "cell"),
        (
            cell
            for version in versions
            if version.is_sent and not version.emptied_on
            for cell in _cells(about, version)
        ),
    )


def _cells(about: Asked, version: Version) -> Iterator[tuple[Cell, ...]]:
    fields = [column["field"] for column in version.layout.columns]
    keys = dict(version.rows.values_list("person", "person__public_key"))
    for number, line in enumerate(content_of(version).rows, start=1):
        # Whoever was joined with somebody is called as in the other files.
        key = keys.get(line.person_id) or ""
        for name, cell in zip(fields, line.cells, strict=True):
            if name in WHO or (name in FREE and key in about.protected):
                continue
            said = yes(cell) if isinstance(cell, bool) else cell
            yield version.public_key, number, about.person(key), name, said
