"""What was held, who came, and what of it counts."""

from collections.abc import Iterator

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.programmes.models import Fund, FundRule

from .tables import Asked, Table, yes


def tables(about: Asked) -> Iterator[Table]:
    programme = about.programme
    yield Table(
        "programme",
        (
            *("programme", "name", "starts_on", "ends_on", "extended_to", "budget_ore"),
            *("budget_basis", "co_financing_hundredths_of_percent"),
        ),
        [
            (
                *(programme.slug, programme.name, programme.starts_on, programme.ends_on),
                *(programme.extended_to, programme.budget, programme.budget_basis),
                programme.co_financing_share,
            )
        ],
    )
    rules = FundRule.objects.filter(fund__programmes=programme).order_by("fund__code", "pk")
    names = ("fund", "subject", "value", "asks", "source", "valid_from", "valid_to")
    yield Table(
        "fund_rules",
        (*names, "period_months", "due_days"),
        [
            (
                *(rule.fund.code, rule.subject, rule.value, " ".join(rule.asks), rule.source),
                *(rule.valid_from, rule.valid_to, rule.period_months, rule.due_days),
            )
            for rule in rules.select_related("fund")
        ],
    )
    activities = Activity.objects.filter(programme=programme).order_by("pk")
    yield Table(
        "activities",
        ("activity", "title", "kind", "organiser", "is_information", "is_cancelled"),
        [
            (
                *(row.public_key, row.title, row.kind, row.organiser.public_key),
                *(yes(row.is_information), yes(row.is_cancelled)),
            )
            for row in activities.select_related("organiser")
        ],
    )
    said = CountedAs.objects.filter(activity__programme=programme).order_by("pk")
    yield Table(
        "classified",
        ("activity", "fund", "counts", "why"),
        [
            (row.activity.public_key, row.fund.code, yes(row.counts), row.note)
            for row in said.select_related("activity", "fund")
        ],
    )
    sessions = Session.objects.filter(activity__programme=programme).order_by("pk")
    yield Table(
        "sessions",
        ("session", "activity", "held_on", "minutes"),
        [
            (row.public_key, row.activity.public_key, row.held_on, row.minutes)
            for row in sessions.select_related("activity")
        ],
    )
    yield _attendance(about)
    yield _organisations(about)
    yield Table(
        "funds",
        ("fund", "name"),
        Fund.objects.filter(programmes=programme).order_by("code").values_list("code", "name"),
    )


def _attendance(about: Asked) -> Table:
    marks = Attendance.objects.filter(session__activity__programme=about.programme)
    rows = marks.order_by("pk").values_list(
        "session__public_key",
        "session__activity__public_key",
        "session__held_on",
        "person__public_key",
        "organisation__public_key",
        "mark",
        "minutes",
    )
    return Table(
        "attendance",
        ("session", "activity", "held_on", "person", "organisation", "mark", "minutes"),
        (
            (session, activity, day, about.person(person), organisation, mark, minutes)
            for session, activity, day, person, organisation, mark, minutes in rows.iterator()
        ),
    )


def _organisations(about: Asked) -> Table:
    """Those who take part, and those that somebody came from."""
    found = {
        row.organisation for row in about.programme.participations.select_related("organisation")
    }
    marks = Attendance.objects.filter(session__activity__programme=about.programme)
    others = marks.select_related("organisation").distinct().only("organisation")
    found |= {row.organisation for row in others}
    return Table(
        "organisations",
        ("organisation", "name", "municipality_code"),
        sorted((row.public_key, row.name, row.municipality_id or "") for row in found),
    )
