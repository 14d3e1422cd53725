"""A programme file becomes a programme: all of it or nothing."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.actions import Outcome
from samverka.delivery.programmes.models import Goal, Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation

from .activities import load_activities
from .facts import FundFacts, GoalFacts, PartnerFacts, ProgrammeFacts


@dataclass
class Report:
    """What the loading came to, row by row; no lines where nothing changed."""

    programme: Programme
    lines: list[str] = field(default_factory=list)
    # What the reader of the file should know though nothing was changed.
    notices: list[str] = field(default_factory=list)

    def tell(self, what: str, outcome: Outcome) -> None:
        if outcome.is_new:
            self.lines.append(_("%(what)s: added.") % {"what": what})
        for name, (before, after) in outcome.changes.items():
            self.lines.append(
                _("%(what)s: %(field)s is now '%(after)s', was '%(before)s'.")
                % {
                    "what": what,
                    "field": outcome.thing._meta.get_field(name).verbose_name,
                    "after": _plain(after),
                    "before": _plain(before),
                }
            )


def _plain(value: object) -> object:
    return "–" if value in (None, "") else value


@transaction.atomic
def load_programme(*, facts: ProgrammeFacts, by: Actor) -> Report:
    """Make the programme or correct it to what its file says; tells what changed.

    What is in the database and not in the file stays, and the report says so: a line taken out
    of a file must not take away what others have built on it.
    """
    made: list[str] = []
    organisations = _organisations(facts.partners, made, by)
    owner = next(row for row in facts.partners if row.part == Participation.Part.OWNER)
    outcome = programmes.set_programme(
        slug=facts.slug,
        name=facts.name,
        summary=facts.summary,
        owner=organisations[owner.name],
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        extended_to=facts.extended_to,
        moved_years=facts.moved_years,
        by=by,
    )
    report = Report(outcome.thing, lines=made)
    report.tell(facts.name, outcome)
    for fund in facts.funds:
        _load_fund(fund, report, by)
    for partner in facts.partners:
        _load_partner(partner, organisations[partner.name], facts, report, by)
    for goal in facts.goals:
        _load_goal(goal, organisations, facts, report, by)
    _tell_of_what_stays(facts, organisations, report)
    return report


def _organisations(
    rows: list[PartnerFacts], made: list[str], by: Actor
) -> dict[str, Organisation]:
    """Those that take part, by the name in the file; units after what they are part of."""
    found: dict[str, Organisation] = {}
    for row in sorted(rows, key=lambda row: bool(row.part_of)):
        parent = found.get(row.part_of)
        organisation = _existing(row, parent)
        if organisation is None:
            organisation = partners.add_organisation(
                name=row.name,
                kind=row.kind,
                municipality_code=row.municipality,
                part_of=parent,
                by=by,
            )
            made.append(_("%(name)s: added to the organisations.") % {"name": row.name})
        found[row.name] = organisation
    return found


def _existing(row: PartnerFacts, parent: Organisation | None) -> Organisation | None:
    """A municipality is known by its code, everything else by its name."""
    if row.kind == Organisation.Kind.MUNICIPALITY:
        same = {"municipality_id": row.municipality, "kind": row.kind}
    else:
        same = {"name": row.name}
    return Organisation.objects.filter(**same, part_of=parent).first()


def _load_fund(row: FundFacts, report: Report, by: Actor) -> None:
    outcome = programmes.set_fund(code=row.code, name=row.name, by=by)
    fund = outcome.thing
    report.tell(row.name, outcome)
    for rule in row.rules:
        told = programmes.set_fund_rule(
            fund=fund,
            subject=rule.subject,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            value=rule.value,
            source=rule.source,
            by=by,
        )
        what = _("%(fund)s, %(subject)s") % {
            "fund": row.name,
            "subject": told.thing.get_subject_display(),
        }
        report.tell(what, told)
    link = programmes.set_programme_fund(
        programme=report.programme, fund=fund, reference=row.reference, by=by
    )
    report.tell(_("%(fund)s, for the programme") % {"fund": row.name}, link)


def _load_partner(
    row: PartnerFacts,
    organisation: Organisation,
    facts: ProgrammeFacts,
    report: Report,
    by: Actor,
) -> None:
    outcome = programmes.set_participation(
        programme=report.programme,
        organisation=organisation,
        part=row.part,
        contact_function=row.contact_function,
        valid_from=row.valid_from or facts.starts_on,
        valid_to=row.last_day + dt.timedelta(days=1) if row.last_day else None,
        by=by,
    )
    report.tell(row.name, outcome)


def _load_goal(
    row: GoalFacts,
    organisations: dict[str, Organisation],
    facts: ProgrammeFacts,
    report: Report,
    by: Actor,
) -> None:
    owner = organisations[row.owner]
    outcome = programmes.set_goal(
        programme=report.programme,
        number=row.number,
        title=row.title,
        owner=owner,
        parent=None,
        by=by,
    )
    report.tell(_("Goal %(number)s") % {"number": row.number}, outcome)
    _load_measures(row, outcome.thing, report, by)
    told = load_activities(
        programme=report.programme, goal=outcome.thing, rows=row.activities, by=by
    )
    report.lines += told.lines
    report.notices += told.notices


def _load_measures(row: GoalFacts, goal: Goal, report: Report, by: Actor) -> None:
    for measure in row.measures:
        outcome = programmes.set_measure(
            programme=report.programme,
            goal=goal,
            code=measure.code,
            title=measure.title,
            definition=measure.definition,
            unit=measure.unit,
            counts=measure.counts,
            target=measure.target,
            by=by,
        )
        report.tell(measure.title, outcome)


def _tell_of_what_stays(
    facts: ProgrammeFacts, organisations: dict[str, Organisation], report: Report
) -> None:
    programme = report.programme
    codes = [measure.code for goal in facts.goals for measure in goal.measures]
    numbers = [goal.number for goal in facts.goals]
    names = [
        *programme.participations.exclude(organisation__in=organisations.values())
        .order_by("organisation__name")
        .values_list("organisation__name", flat=True),
        *programme.goals.exclude(number__in=numbers).values_list("title", flat=True),
        *programme.measures.exclude(code__in=codes).values_list("title", flat=True),
    ]
    for name in names:
        sentence = _("%(what)s: is not in the file any more. It stays as it is.")
        report.notices.append(sentence % {"what": name})
