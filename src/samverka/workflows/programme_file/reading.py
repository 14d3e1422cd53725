"""From the text of a programme file to facts: all of its problems at once, or none."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import FundRule, Participation
from samverka.register.partners.models import Organisation

from . import words
from .activity_reading import read_activity, read_occasion_pattern
from .document import Problem, Unreadable, parse
from .facts import (
    AdditionFacts,
    FundFacts,
    GoalFacts,
    MeasureFacts,
    PartnerFacts,
    ProgrammeFacts,
    RuleFacts,
)
from .fields import Fields, nearest

LONG_AGO, FAR_AHEAD = dt.date.min, dt.date.max


def read_programme(text: str, places: Mapping[str, str]) -> ProgrammeFacts:
    """The facts of a programme file.

    :param places: the code of every municipality by its name
    :raises Unreadable: with every problem of the file
    """
    problems: list[Problem] = []
    fields = Fields(parse(text), problems)
    starts_on, ends_on, extended_to = _read_period(fields)
    period = (starts_on or LONG_AGO, max(extended_to or LONG_AGO, ends_on or FAR_AHEAD))
    if period[1] < period[0]:
        # Told once, of the period itself; not again of every day that lies outside it.
        period = (LONG_AGO, FAR_AHEAD)
    partners = [_read_partner(row, places, period) for row in fields.rows("deltar", required=True)]
    _check_partners(fields, partners)
    names = [partner.name for partner in partners if partner.name]
    facts = ProgrammeFacts(
        slug=_read_slug(fields),
        name=fields.text("namn", longest=150),
        summary=fields.text("beskrivning", required=False),
        starts_on=starts_on or LONG_AGO,
        ends_on=ends_on or FAR_AHEAD,
        extended_to=extended_to,
        funds=[_read_fund(row) for row in fields.rows("finansiering")],
        partners=partners,
        goals=[_read_goal(row, names, period) for row in fields.rows("delmål", required=True)],
    )
    _refuse_doubles(fields, facts)
    fields.finish()
    if problems:
        raise Unreadable(problems)
    return facts


def read_addition(text: str, slug: str) -> AdditionFacts:
    """What a second file adds to the programme.

    :raises Unreadable: with every problem of the second file
    """
    problems: list[Problem] = []
    fields = Fields(parse(text), problems)
    if fields.text("tillägg till") not in {"", slug}:
        fields.problem(
            "tillägg till",
            _("The programme file has the key '%(slug)s'. Write 'tillägg till: %(slug)s'."),
            slug=slug,
        )
    note = fields.text("påhittat")
    by_kind = dict(read_occasion_pattern(row) for row in fields.rows("för slag", required=True))
    fields.finish()
    if problems:
        raise Unreadable(problems)
    return AdditionFacts(slug=slug, note=note, by_kind=by_kind)


def _read_slug(fields: Fields) -> str:
    slug = fields.text("nyckel", longest=60)
    if slug and not all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in slug):
        fields.problem(
            "nyckel",
            _("'%(slug)s' may hold a–z, 0–9 and hyphens only, as 'foraldrastod-2018'."),
            slug=slug,
        )
    return slug


def _read_period(fields: Fields) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
    starts_on = fields.day("börjar")
    ends_on = fields.day("slutar", last=True)
    extended_to = fields.day("förlängd till", last=True, required=False)
    if starts_on and ends_on and ends_on < starts_on:
        fields.problem(
            "slutar",
            _(
                "The programme ends %(end)s, before it begins %(start)s. "
                "Write an end after %(start)s, or an earlier start."
            ),
            end=ends_on,
            start=starts_on,
        )
    if extended_to and ends_on and extended_to < ends_on:
        fields.problem(
            "förlängd till",
            _(
                "The programme is extended to %(to)s, before its planned end %(end)s. "
                "Write a day after %(end)s, or take the line away."
            ),
            to=extended_to,
            end=ends_on,
        )
    return starts_on, ends_on, extended_to


def _read_fund(fields: Fields) -> FundFacts:
    fund = FundFacts(
        name=fields.text("fond", longest=120),
        code=fields.text("kod", longest=40),
        reference=fields.text("diarienummer", required=False, longest=120),
        rules=[_read_rule(row) for row in fields.rows("regler")],
    )
    fields.finish()
    return fund


def _read_rule(fields: Fields) -> RuleFacts:
    subject = fields.choice("gäller", words.SUBJECTS)
    if subject == FundRule.Subject.HOURS:
        value = fields.choice("regel", words.HOUR_RULES)
    else:
        value = fields.text("regel", longest=200)
    valid_from = fields.day("från")
    last_day = fields.day("till", last=True, required=False)
    if valid_from and last_day and last_day < valid_from:
        fields.problem(
            "till",
            _("The rule ends %(end)s, before it begins %(start)s. Write a later end."),
            end=last_day,
            start=valid_from,
        )
    rule = RuleFacts(
        subject=subject or "",
        value=value or "",
        source=fields.text("källa", longest=300),
        valid_from=valid_from or LONG_AGO,
        valid_to=last_day + dt.timedelta(days=1) if last_day else None,
    )
    fields.finish()
    return rule


def _read_partner(
    fields: Fields, places: Mapping[str, str], period: tuple[dt.date, dt.date]
) -> PartnerFacts:
    kind = fields.choice("slag", words.KINDS)
    partner = PartnerFacts(
        name=fields.text("organisation", longest=120),
        kind=kind or "",
        municipality=_read_municipality(fields, kind, places),
        part_of=fields.text("del av", required=kind == Organisation.Kind.UNIT),
        part=fields.choice("roll", words.PARTS) or "",
        contact_function=fields.text("kontaktfunktion", required=False, longest=120),
        valid_from=fields.day("från", required=False),
        last_day=fields.day("till", last=True, required=False),
    )
    _check_within(fields, partner, period)
    fields.finish()
    return partner


def _check_within(fields: Fields, partner: PartnerFacts, period: tuple[dt.date, dt.date]) -> None:
    start, end = period
    for key, day in (("från", partner.valid_from), ("till", partner.last_day)):
        if day and not start <= day <= end:
            fields.problem(
                key,
                _(
                    "%(day)s is outside the programme, which runs %(start)s to %(end)s. "
                    "Write a day within it, or take the line away."
                ),
                day=day,
                start=start,
                end=end,
            )
    if partner.valid_from and partner.last_day and partner.last_day < partner.valid_from:
        fields.problem(
            "till",
            _("It ends %(end)s, before it begins %(start)s. Write a later end."),
            end=partner.last_day,
            start=partner.valid_from,
        )


def _read_municipality(fields: Fields, kind: str | None, places: Mapping[str, str]) -> str:
    """The code of the municipality named; name and code must belong together."""
    name = fields.text("kommun", required=kind == Organisation.Kind.MUNICIPALITY)
    code = fields.text("kod", required=False)
    if not name:
        return ""
    if name not in places:
        near = nearest(name, places)
        if near:
            fields.problem(
                "kommun",
                _(
                    "There is no municipality called '%(name)s'. "
                    "Did you mean '%(near)s', with the code %(code)s?"
                ),
                name=name,
                near=near,
                code=places[near],
            )
        else:
            fields.problem(
                "kommun",
                _(
                    "There is no municipality called '%(name)s'. "
                    "Write its short name, as 'Lilla Edet'."
                ),
                name=name,
            )
        return ""
    if code and code != places[name]:
        fields.problem(
            "kod",
            _("%(name)s has the code %(code)s, not %(written)s. Write 'kod: %(code)s'."),
            name=name,
            code=places[name],
            written=code,
        )
    return places[name]


def _check_partners(fields: Fields, partners: list[PartnerFacts]) -> None:
    owners = [partner for partner in partners if partner.part == Participation.Part.OWNER]
    if partners and len(owners) != 1:
        sentence = _(
            "%(count)s organisations own the programme. Give the role 'äger' to exactly one."
        )
        fields.problem("deltar", sentence, count=len(owners))
    names = [partner.name for partner in partners]
    for row, partner in zip(fields.rows("deltar"), partners, strict=True):
        if partner.part_of and partner.part_of not in names:
            row.known("del av", partner.part_of, dict.fromkeys(names, ""))


def _read_goal(
    fields: Fields,
    organisations: list[str],
    period: tuple[dt.date, dt.date],
) -> GoalFacts:
    number = fields.text("nummer", longest=10)
    goal = GoalFacts(
        number=number,
        title=fields.text("lyder", longest=300),
        owner=_read_owner(fields, number, organisations),
        measures=[_read_measure(row) for row in fields.rows("mått")],
        activities=[read_activity(row, period) for row in fields.rows("aktiviteter")],
    )
    fields.finish()
    return goal


def _read_owner(fields: Fields, number: str, organisations: list[str]) -> str:
    if not fields.has("ansvarig"):
        fields.problem(
            "ansvarig",
            _(
                "Goal %(number)s has no owner. Add a line 'ansvarig: …' with one of the "
                "organisations under 'deltar'."
            ),
            number=number,
        )
        return ""
    word = fields.text("ansvarig")
    if not word or word in organisations:
        return word
    near = nearest(word, organisations)
    if near:
        sentence = _("'%(word)s' does not take part in the programme. Did you mean '%(near)s'?")
    else:
        sentence = _(
            "'%(word)s' does not take part in the programme. Add it under 'deltar', or choose "
            "one of those."
        )
    fields.problem("ansvarig", sentence, word=word, near=near)
    return ""


def _read_measure(fields: Fields) -> MeasureFacts:
    counts = fields.choice("räknar", words.COUNTED, required=False)
    if counts:
        unit = words.UNIT_OF[counts]
        one, many = words.UNIT_WORDS[unit]
        target = fields.whole("måltal", {one: unit, many: unit}, f"4 {many}")
    else:
        target = fields.whole("måltal", words.UNITS, "30 kurser")
        word = fields.text("måltal", required=False)
        unit = words.UNITS.get(word.rpartition(" ")[2].lower(), words.Unit.PERSONS)
    measure = MeasureFacts(
        code=fields.text("kod", longest=60),
        title=fields.text("mått", longest=200),
        definition=fields.text("så räknas det"),
        counts=counts or "",
        unit=unit,
        target=target,
    )
    fields.finish()
    return measure


def _refuse_doubles(fields: Fields, facts: ProgrammeFacts) -> None:
    """Numbers, names and codes that must be alone of their kind."""
    goals = fields.rows("delmål")
    _alone(fields.rows("deltar"), "organisation")
    _alone(goals, "nummer")
    _alone([row for goal in goals for row in goal.rows("mått")], "kod")
    _alone([row for goal in goals for row in goal.rows("aktiviteter")], "aktivitet")
    _alone(fields.rows("finansiering"), "kod")


def _alone(rows: list[Fields], key: str) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if not row.has(key):
            continue
        value, line = row.text(key), row.line_of(key)
        if value in seen:
            row.problem(
                key,
                _("'%(key)s: %(value)s' stands on line %(other)s too. Give one of them another."),
                key=key,
                value=value,
                other=seen[value],
            )
        seen.setdefault(value, line)
