"""A deck of slides told from the register: of one programme, or of all one sees (S98)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.groups.models import Group
from samverka.delivery.programmes.models import (
    Contact,
    Field,
    Programme,
    ProgrammeLink,
)
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.periods import in_force
from samverka.toolkit.texts import listed, whole_day

from .queries import seen
from .wording import period_of, state_text

# What is read from the back of a room.
LINES_A_SLIDE = 7


@dataclass(frozen=True)
class Slide:
    """A heading, what stands under it, facts with labels, and lines."""

    title: str
    intro: str = ""
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = field(default_factory=tuple)
    figures: Sequence[tuple[int, str]] = ()


def deck_of_all(actor: Actor, *, on: dt.date) -> list[Slide]:
    """A first slide, the numbers, and one for each programme."""
    programmes = list(seen(actor))
    first = Slide(
        title=_("Programmes in the region"),
        intro=_("From the register, %(day)s.") % {"day": whole_day(on)},
        figures=[(len(programmes), _many_programmes(len(programmes)))],
    )
    return [first, *(programme_slide(programme, on=on) for programme in programmes)]


def deck_of(programme: Programme, actor: Actor, *, on: dt.date) -> list[Slide]:
    """The programme, its numbers, fields, groups, goals, projects and functions."""
    fields = list(
        Field.objects.filter(programme=programme).select_related("coordinator").order_by("number")
    )
    groups = list(
        Group.objects.visible_to(actor)
        .filter(programme=programme)
        .select_related("field", "convener")
        .order_by("kind", "name")
    )
    projects = _projects(programme, actor)
    goals = list(programme.goals.select_related("owner").order_by("number"))
    contacts = list(_contacts(programme, on))
    return [
        Slide(title=programme.name, intro=programme.summary, facts=_facts(programme, on)),
        _numbers(programme, fields, groups, goals, projects),
        *(_field_slide(one, groups, contacts) for one in fields),
        *_listing(_("Groups and networks"), [_group_line(group) for group in groups]),
        *_listing(_("Goals"), [f"{goal.number} {goal.title} ({goal.owner})" for goal in goals]),
        *_listing(_("Projects"), [_project_line(project, on) for project in projects]),
        *(programme_slide(project, on=on) for project in projects),
        *_listing(_("Whom to ask"), [_contact_line(contact) for contact in contacts]),
    ]


def programme_slide(programme: Programme, *, on: dt.date) -> Slide:
    return Slide(title=programme.name, intro=programme.summary, facts=_facts(programme, on))


def _facts(programme: Programme, on: dt.date) -> list[tuple[str, str]]:
    funds = listed(fund.name for fund in programme.funds.all())
    facts = [
        (_("Owner"), programme.owner.name),
        (_("Period"), period_of(programme)),
        (_("How it stands"), state_text(programme, on=on)),
        (_("Paid by"), funds),
    ]
    return [(label, value) for label, value in facts if value]


def _numbers(programme, fields, groups, goals, projects) -> Slide:
    partners = programme.participations.values("organisation").distinct().count()
    counted = [
        (partners, ngettext("organisation", "organisations", partners)),
        (len(fields), ngettext("field", "fields", len(fields))),
        (len(groups), ngettext("group or network", "groups and networks", len(groups))),
        (len(goals), ngettext("goal", "goals", len(goals))),
        (len(projects), ngettext("project", "projects", len(projects))),
    ]
    return Slide(title=_("In numbers"), figures=[row for row in counted if row[0]])


def _field_slide(one: Field, groups: Iterable[Group], contacts: Iterable[Contact]) -> Slide:
    lines = [_group_line(group) for group in groups if group.field_id == one.pk]
    lines += [_contact_line(contact) for contact in contacts if contact.field_id == one.pk]
    facts = [(_("Coordinated by"), one.coordinator.name)] if one.coordinator else []
    return Slide(title=one.name, intro=one.description, facts=facts, lines=lines)


def _projects(programme: Programme, actor: Actor) -> list[Programme]:
    """What builds on the programme, as far as one sees it."""
    later = ProgrammeLink.objects.filter(earlier=programme).values("later")
    return list(seen(actor).filter(pk__in=later))


def _contacts(programme: Programme, on: dt.date):
    return (
        Contact.objects.filter(in_force(on), programme=programme)
        .select_related("organisation", "field", "goal")
        .order_by("organisation__name", "function", "pk")
    )


def _listing(title: str, lines: Sequence[str]) -> list[Slide]:
    """As many slides as the lines need."""
    parts = [lines[start : start + LINES_A_SLIDE] for start in range(0, len(lines), LINES_A_SLIDE)]
    many = len(parts) > 1
    return [
        Slide(title=f"{title} ({number}/{len(parts)})" if many else title, lines=part)
        for number, part in enumerate(parts, start=1)
    ]


def _group_line(group: Group) -> str:
    line = f"{group.name} ({group.get_kind_display()})"
    if not group.meetings_per_year:
        return line
    meetings = ngettext("%(n)s meeting a year", "%(n)s meetings a year", group.meetings_per_year)
    return f"{line}, {meetings % {'n': group.meetings_per_year}}"


def _project_line(project: Programme, on: dt.date) -> str:
    told = [period_of(project), state_text(project, on=on)]
    return f"{project.name}: " + listed(told)


def _contact_line(contact: Contact) -> str:
    return f"{contact.function}, {contact.organisation}"


def _many_programmes(count: int) -> str:
    return ngettext("programme", "programmes", count)
