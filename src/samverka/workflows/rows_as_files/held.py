"""What was held, who came, and what of it counts."""

from collections.abc import Iterator

from django.db.models import QuerySet

from samverka.delivery.activities.models import (
    Activity,
    Attendance,
    AttendanceVersion,
    Session,
)
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.programmes.models import FundRule

from .tables import SHOWN, Asked, Table, told, yes


def tables(about: Asked) -> Iterator[Table]:
    yield _programme(about)
    yield Table(
        "funds",
        ("fund", "name"),
        about.programme.funds.order_by("code").values_list("code", "name"),
    )
    yield _rules(about)
    yield _organisations(about)
    yield _activities(about)
    yield _classified(about)
    yield _sessions(about)
    yield _attendance(about)
    yield _earlier(about)


def _programme(about: Asked) -> Table:
    programme = about.programme
    return Table(
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


def _rules(about: Asked) -> Table:
    rules = FundRule.objects.filter(fund__programmes=about.programme).order_by("fund__code", "pk")
    names = ("fund", "subject", "value", "asks", "source", "valid_from", "valid_to")
    return Table(
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


def _activities(about: Asked) -> Table:
    activities = Activity.objects.filter(programme=about.programme).order_by("pk")
    return Table(
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


def _classified(about: Asked) -> Table:
    said = CountedAs.objects.filter(activity__programme=about.programme).order_by("pk")
    return Table(
        "classified",
        ("activity", "fund", "counts", "why"),
        [
            (row.activity.public_key, row.fund.code, yes(row.counts), row.note)
            for row in said.select_related("activity", "fund")
        ],
    )


def _sessions(about: Asked) -> Table:
    sessions = Session.objects.filter(activity__programme=about.programme).order_by("pk")
    return Table(
        "sessions",
        ("session", "activity", "held_on", "minutes"),
        [
            (row.public_key, row.activity.public_key, row.held_on, row.minutes)
            for row in sessions.select_related("activity")
        ],
    )


def _attendance(about: Asked) -> Table:
    rows = _marks(about).values_list(
        "session__public_key",
        "session__activity__public_key",
        "session__held_on",
        "person",
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


def _earlier(about: Asked) -> Table:
    """What marks said before they were put right."""
    rows = (
        AttendanceVersion.objects.filter(attendance__in=_marks(about).order_by())
        .order_by("attendance", "version")
        .values_list(
            "attendance__session__public_key",
            "attendance__person",
            "version",
            "mark",
            "minutes",
            "marked_at",
        )
    )
    return Table(
        "earlier_attendance",
        ("session", "person", "version", "mark", "minutes", "marked_at"),
        (
            (session, about.person(person), number, mark, minutes, told(marked_at))
            for session, person, number, mark, minutes, marked_at in rows.iterator()
        ),
    )


def _marks(about: Asked) -> QuerySet[Attendance]:
    programme = about.programme
    return Attendance.objects.filter(session__activity__programme=programme, **SHOWN).order_by(
        "pk"
    )


def _organisations(about: Asked) -> Table:
    """Those who take part, and those that somebody came from."""
    found = {
        row.organisation for row in about.programme.participations.select_related("organisation")
    }
    others = _marks(about).order_by().select_related("organisation").distinct()
    found |= {row.organisation for row in others.only("organisation")}
    return Table(
        "organisations",
        ("organisation", "name", "municipality_code"),
        sorted((row.public_key, row.name, row.municipality_id or "") for row in found),
    )
