"""What must hold between the lines of a programme file, told with the line where it does not."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import FIRST, RESERVED_SLUGS, Participation
from samverka.register.partners.models import Organisation
from samverka.toolkit.languages import LANGUAGES

from . import sections
from .agreement_sections import AGREEMENT, COMMITMENT, PARTY_SECTION, WORKS_ON
from .facts import Facts
from .fields import Fields, nearest
from .group_sections import SEAT
from .keys import FIELD_NAME, GOAL_NUMBER, MEASURE_CODE, ORGANISATION, PARTY, SUB_REGION, Ref

# What a reference may name, by the section it is to, and the value that names it.
NAMED = {
    ORGANISATION: (sections.PARTNER, "name"),
    SUB_REGION: (sections.LEADS_PART, "name"),
    GOAL_NUMBER: (sections.GOAL, "number"),
    FIELD_NAME: (sections.FIELD, "name"),
    MEASURE_CODE: (sections.MEASURE, "code"),
    PARTY: (PARTY_SECTION, "name"),
}
LONGEST_NOTE = 300
Period = tuple[dt.date, dt.date]


def check(facts: Facts) -> None:
    """Every problem between the lines, noted where it stands."""
    _check_slug(facts)
    _check_languages(facts)
    period = _period(facts)
    _check_partners(facts, period)
    _check_within(facts.of(sections.CONTACT.word), period)
    for fund in facts.rows(sections.FUND.word):
        _check_order(fund.rows(sections.RULE.word))
    _check_days(facts, period)
    _check_phases(facts)
    _check_references(facts)
    _check_agreements(facts)
    _check_seats(facts)
    _check_doubles(facts)
    _check_notes(facts)


def _at(facts: Facts) -> Fields:
    assert facts.at is not None  # noqa: S101 - what is checked was read from a file
    return facts.at


def _check_slug(facts: Facts) -> None:
    slug = facts["slug"]
    if slug and not all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in slug):
        _at(facts).problem(
            "nyckel",
            _("'%(slug)s' may hold a–z, 0–9 and hyphens only, as 'foraldrastod-2018'."),
            slug=slug,
        )
    if slug in RESERVED_SLUGS:
        _at(facts).problem(
            "nyckel",
            _("'%(slug)s' is another public page. Write a longer key, as '%(slug)s-2026'."),
            slug=slug,
        )


def _check_languages(facts: Facts) -> None:
    known = ", ".join(code for code in LANGUAGES if code != FIRST)
    for row in facts.rows(sections.WORDING.word):
        if row["language"] not in LANGUAGES or row["language"] == FIRST:
            sentence = _("'%(word)s' is not one of: %(known)s.")
            _at(row).problem("språk", sentence, word=row["language"], known=known)
        if bool(row["reviewed_by"]) != bool(row["reviewed_on"]):
            sentence = _("Say both who reviewed it and on which day.")
            _at(row).problem("språk", sentence)


def _period(facts: Facts) -> Period:
    """The programme's days; without end where the file says none, or says what cannot be."""
    starts_on, ends_on, extended_to = (
        facts[name] for name in ("starts_on", "ends_on", "extended_to")
    )
    if starts_on and ends_on and ends_on < starts_on:
        _at(facts).problem(
            "slutar",
            _(
                "The programme ends %(end)s, before it begins %(start)s. "
                "Write an end after %(start)s, or an earlier start."
            ),
            end=ends_on,
            start=starts_on,
        )
        # Told once, of the period itself; not again of every day that lies outside it.
        return dt.date.min, dt.date.max
    if extended_to and ends_on and extended_to < ends_on:
        _at(facts).problem(
            "förlängd till",
            _(
                "The programme is extended to %(to)s, before its planned end %(end)s. "
                "Write a day after %(end)s, or take the line away."
            ),
            to=extended_to,
            end=ends_on,
        )
    last = max(filter(None, (extended_to, ends_on)), default=dt.date.max)
    return starts_on or dt.date.min, last


def _check_partners(facts: Facts, period: Period) -> None:
    partners = facts.rows(sections.PARTNER.word)
    owners = [row for row in partners if row["part"] == Participation.Part.OWNER]
    if partners and len(owners) != 1:
        sentence = _(
            "%(count)s organisations own the programme. Give the role 'äger' to exactly one."
        )
        _at(facts).problem(sections.PARTNER.word, sentence, count=len(owners))
    names = [row["name"] for row in partners]
    for row in partners:
        # Asked again where the kind of organisation makes it needed.
        if row["kind"] == Organisation.Kind.MUNICIPALITY:
            _at(row).text("kommun")
        if row["kind"] == Organisation.Kind.UNIT:
            _at(row).text("del av")
        if row["part_of"] and row["part_of"] not in names:
            _at(row).one_of("del av", row["part_of"], dict.fromkeys(names, ""))
    _check_within(partners, period)


def _check_within(rows: Iterable[Facts], period: Period) -> None:
    """The days of taking part lie within the programme."""
    rows = list(rows)
    start, end = period
    for row in rows:
        last = row["valid_to"] and row["valid_to"] - dt.timedelta(days=1)
        for key, day in (("från", row["valid_from"]), ("till", last)):
            if day and not start <= day <= end:
                _at(row).problem(
                    key,
                    _(
                        "%(day)s is outside the programme, which runs %(start)s to %(end)s. "
                        "Write a day within it, or take the line away."
                    ),
                    day=day,
                    start=start,
                    end=end,
                )
    _check_order(rows)


def _check_order(rows: Iterable[Facts]) -> None:
    for row in rows:
        starts, after = row["valid_from"], row["valid_to"]
        if not starts or not after or after > starts:
            continue
        if row.section.is_like(sections.RULE):
            sentence = _("The rule ends %(end)s, before it begins %(start)s. Write a later end.")
        else:
            sentence = _("It ends %(end)s, before it begins %(start)s. Write a later end.")
        _at(row).problem("till", sentence, end=after - dt.timedelta(days=1), start=starts)


def _check_days(facts: Facts, period: Period) -> None:
    start, end = period
    for row in facts.of(sections.OCCASION.word):
        day = row["held_on"]
        if day and not start <= day <= end:
            _at(row).problem(
                "dag",
                _(
                    "%(day)s is outside the programme, which runs %(start)s to %(end)s. "
                    "Write a day within it, or change the programme's period."
                ),
                day=day,
                start=start,
                end=end,
            )


def _check_phases(facts: Facts) -> None:
    for row in facts.everywhere():
        if row.section.is_like(sections.GATE) and row["outcome"] and not row["decided_on"]:
            _at(row).text("dag")
        if row.section.is_like(sections.CRITERION) and row["met_on"]:
            _at(row).text("underlag")
        if not row.section.is_like(sections.PHASE):
            continue
        starts, ends = row["starts_on"], row["ends_on"]
        if starts and ends and ends < starts:
            sentence = _("It ends %(end)s, before it begins %(start)s. Write a later end.")
            _at(row).problem("slutar", sentence, end=ends, start=starts)


def _check_references(facts: Facts) -> None:
    """What a line names stands elsewhere in the file."""
    named = {
        to: [row[name] for row in facts.everywhere() if row.section.is_like(section)]
        for to, (section, name) in NAMED.items()
    }
    for row in facts.everywhere():
        for key in row.section.keys:
            if isinstance(key, Ref) and row[key.name] and row[key.name] not in named[key.to]:
                _tell_of_unknown(row, key, named[key.to])


def _tell_of_unknown(row: Facts, key: Ref, names: list[str]) -> None:
    if key.to != ORGANISATION:
        _at(row).one_of(key.word, row[key.name], dict.fromkeys(names, ""))
        return
    word = row[key.name]
    near = nearest(word, names)
    if near:
        sentence = _("'%(word)s' does not take part in the programme. Did you mean '%(near)s'?")
    else:
        sentence = _(
            "'%(word)s' does not take part in the programme. Add it under 'deltar', or choose "
            "one of those."
        )
    _at(row).problem(key.word, sentence, word=word, near=near)


def _check_agreements(facts: Facts) -> None:
    """A goal works on a commitment of the file; an agreement of the file is worked on."""
    there = {
        agreement["title"]: [row["number"] for row in agreement.rows(COMMITMENT.word)]
        for agreement in facts.rows(AGREEMENT.word)
    }
    worked_on = set()
    for row in facts.of(WORKS_ON.word):
        title = row["agreement"]
        worked_on.add(title)
        if title not in there:
            _at(row).one_of("överenskommelse", title, dict.fromkeys(there, ""))
        elif row["number"] not in there[title]:
            _at(row).one_of("åtagande", row["number"], dict.fromkeys(there[title], ""))
    for agreement in facts.rows(AGREEMENT.word):
        if agreement["title"] not in worked_on:
            sentence = _(
                "No goal works on '%(title)s'. Add 'arbetar med' to a goal, with one of its "
                "commitments, or take the agreement out of the file."
            )
            _at(agreement).problem("överenskommelse", sentence, title=agreement["title"])


def _check_seats(facts: Facts) -> None:
    for row in facts.of(SEAT.word):
        if not row["organisation"] and not row["rotation"]:
            sentence = _(
                "A seat belongs to an organisation or rotates. Write 'organisation: …' or "
                "'växlar: …'."
            )
            _at(row).problem("organisation", sentence)


def _check_doubles(facts: Facts) -> None:
    """Numbers, names and codes that must be alone of their kind."""
    alone: dict[int, list[Facts]] = {}
    for row in facts.everywhere():
        for rows in row.parts.values():
            section = rows[0].section
            if section.is_alone:
                alone.setdefault(id(section.keys), []).extend(rows)
            elif section.known_by:
                _alone(rows)
    for rows in alone.values():
        _alone(rows)


def _alone(rows: list[Facts]) -> None:
    seen: dict[str, int] = {}
    name = rows[0].section.known_by
    key = next(key.word for key in rows[0].section.keys if key.name == name)
    for row in rows:
        value, line = row[name], _at(row).line_of(key)
        if value and value in seen:
            _at(row).problem(
                key,
                _("'%(key)s: %(value)s' stands on line %(other)s too. Give one of them another."),
                key=key,
                value=value,
                other=seen[value],
            )
        seen.setdefault(value, line)


def _check_notes(facts: Facts) -> None:
    """Where a fact comes from fits in its place."""
    for path, row, word in facts.places():
        note = row.notes.get(word)
        if note and max(len(path), len(note.rows) + 180, len(note.text)) > LONGEST_NOTE:
            sentence = _("The source at the end of the line is too long. Shorten it.")
            _at(row).problem(word, sentence)
