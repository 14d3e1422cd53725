"""The whole of a programme file, section by section."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Participation, Programme, Theme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.workflows.programme_file.facts import Facts, moved, taken, told
from samverka.workflows.programme_file.sections import ACTIVITY, FUND, PARTNER, PROGRAMME

from .agreements import link_goals, load_agreements
from .competences import load_competences
from .goals import load_contacts, load_goals
from .groups import load_groups, load_methods, load_plans, load_start_points
from .organisations import partners_of
from .report import Loading, Report
from .structure import (
    load_areas,
    load_fields,
    load_findings,
    load_links,
    load_open_points,
    load_phases,
    load_pre_study,
    load_wordings,
)


@transaction.atomic
def load_programme(*, facts: Facts, by: Actor) -> Report:
    """Make the programme or correct it to what its file says; tells what changed.

    What is in the database and not in the file stays, and the report says so: a line taken out
    of a file must not take away what others have built on it.
    """
    made: list[str] = []
    organisations = partners_of(facts.rows(PARTNER.word), made, by)
    kind, told = _kind(facts)
    outcome = _set_programme(facts, kind, organisations, by)
    report = Report(outcome.thing, lines=made, notices=told)
    report.tell(facts["name"], outcome)
    loading = Loading(outcome.thing, report, by, organisations)
    for fund in facts.rows(FUND.word):
        _load_fund(fund, loading)
    _load_partners(facts, loading)
    for load in (
        load_links,
        load_phases,
        load_areas,
        load_fields,
        load_pre_study,
        load_findings,
        load_agreements,
        load_goals,
        link_goals,
        load_contacts,
        load_open_points,
        load_groups,
        load_methods,
        load_competences,
        load_start_points,
        load_plans,
        load_wordings,
    ):
        load(facts, loading)
    _load_notes(facts, loading)
    _tell_of_what_stays(facts, loading)
    return report


def _kind(facts: Facts) -> tuple[str, list[str]]:
    """A project that is there becomes ordinary work on its page, where owners are asked for."""
    there = Programme.objects.filter(slug=facts["slug"]).first()
    ordinary = Programme.Kind.ORDINARY
    if there is None or facts["kind"] != ordinary or there.kind == ordinary:
        return facts["kind"], []
    sentence = _("The kind stays. A project becomes ordinary work under Phases, on its page.")
    return there.kind, [sentence]


def _set_programme(facts: Facts, kind: str, organisations: dict[str, Organisation], by: Actor):
    owner = next(
        row for row in facts.rows(PARTNER.word) if row["part"] == Participation.Part.OWNER
    )
    themes = [_theme(name, by) for name in facts["themes"]]
    return programmes.set_programme(
        **{**facts.values, "kind": kind, "themes": themes},
        owner=organisations[owner["name"]],
        moved_years=facts.moved_years,
        by=by,
    )


def _theme(name: str, by: Actor) -> Theme:
    there = Theme.objects.filter(name=name).first()
    return there or programmes.set_theme(slug=slugify(name)[:60], name=name, by=by).thing


def _load_fund(row: Facts, loading: Loading) -> None:
    by, name = loading.by, row["name"]
    outcome = programmes.set_fund(
        **row.given("code", "name", "administered_by", "valid_from", "valid_to"), by=by
    )
    loading.tell(name, outcome)
    for rule in row.rows("regler"):
        told_of = programmes.set_fund_rule(fund=outcome.thing, **rule.values, by=by)
        words = {"fund": name, "subject": told_of.thing.get_subject_display()}
        loading.tell(_("%(fund)s, %(subject)s") % words, told_of)
    link = programmes.set_programme_fund(
        programme=loading.programme,
        fund=outcome.thing,
        **row.given("reference", "settled_on"),
        by=by,
    )
    loading.tell(_("%(fund)s, for the programme") % {"fund": name}, link)


def _load_partners(facts: Facts, loading: Loading) -> None:
    programme, by = loading.programme, loading.by
    for row in facts.rows("delregioner"):
        outcome = programmes.set_sub_region(
            programme=programme,
            name=row["name"],
            lead=loading.organisations[row["lead"]],
            by=by,
        )
        loading.tell(row["name"], outcome)
        loading.sub_regions[row["name"]] = outcome.thing
    for row in facts.rows(PARTNER.word):
        part = programmes.set_participation(
            programme=programme,
            organisation=loading.organisations[row["name"]],
            via=loading.sub_regions.get(row["via"]),
            valid_from=row["valid_from"] or facts["starts_on"],
            **row.given("part", "contact_function", "valid_to"),
            by=by,
        )
        loading.tell(row["name"], part)


def _load_notes(facts: Facts, loading: Loading) -> None:
    """Where each fact comes from; a note that is no longer in the file goes."""
    notes = {about: (note.rows, note.text) for about, note in told(facts).items()}
    if programmes.set_source_notes(programme=loading.programme, notes=notes, by=loading.by):
        loading.report.lines.append(_("Sources: brought to what the file says."))


def _tell_of_what_stays(facts: Facts, loading: Loading) -> None:
    programme = Programme.objects.get(pk=loading.programme.pk)
    for row in _left_out(facts, moved(taken(PROGRAMME, programme), 0)):
        name = row.values.get("title") or row[row.section.known_by]
        sentence = _("%(what)s: is not in the file any more. It stays as it is.")
        loading.report.notices.append(sentence % {"what": name})


def _left_out(facts: Facts, there: Facts) -> list[Facts]:
    """What the tables hold and the file does not; activities are made by others as well."""
    gone = []
    for word, rows in there.parts.items():
        section = rows[0].section
        if not section.known_by or section.is_like(ACTIVITY):
            continue
        named = {row[section.known_by]: row for row in facts.rows(word)}
        for row in rows:
            name = row[section.known_by]
            gone += _left_out(named[name], row) if name in named else [row]
    return gone
