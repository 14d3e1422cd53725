"""How a programme is divided and what it stands on: phases, areas, fields, lineage, findings."""

from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Finding, Phase, PhaseCriterion, Programme
from samverka.workflows.programme_file.facts import Facts

from .report import Loading


def load_links(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("bygger på"):
        earlier = Programme.objects.get(slug=row["earlier"])
        outcome = programmes.set_link(
            earlier=earlier, later=loading.programme, **row.given("kind", "note"), by=loading.by
        )
        loading.tell(_("Builds on %(earlier)s") % {"earlier": earlier}, outcome)


def load_phases(facts: Facts, loading: Loading, parent: Phase | None = None) -> None:
    """The phases, or the stages of one."""
    for row in facts.rows("etapper" if parent else "faser"):
        planned = row["state"] == Phase.State.PLANNED
        outcome = programmes.set_phase(
            programme=loading.programme,
            parent=parent,
            **{**row.values, "state": None if planned else row["state"]},
            by=loading.by,
        )
        loading.tell(row["name"], outcome)
        _load_gate(row, outcome.thing, loading)
        _load_criteria(row, outcome.thing, loading)
        _load_starts(row, outcome.thing, loading)
        load_phases(row, loading, outcome.thing)


def _load_gate(facts: Facts, phase: Phase, loading: Loading) -> None:
    for row in facts.rows("grind"):
        outcome = programmes.set_gate(
            phase=phase,
            **{**row.values, "outcome": row["outcome"] or None},
            by=loading.by,
        )
        loading.tell(_("Decision that opens %(phase)s") % {"phase": phase}, outcome)


def _load_criteria(facts: Facts, phase: Phase, loading: Loading) -> None:
    numbers = dict.fromkeys(PhaseCriterion.Kind.values, 0)
    for row in facts.rows("villkor"):
        numbers[row["kind"]] += 1
        outcome = programmes.set_criterion(
            phase=phase, number=numbers[row["kind"]], **row.values, by=loading.by
        )
        loading.tell(row["text"], outcome)


def _load_starts(facts: Facts, phase: Phase, loading: Loading) -> None:
    for row in facts.rows("börjar hos"):
        organisation = loading.organisations[row["organisation"]]
        outcome = programmes.set_stage_start(
            phase=phase, organisation=organisation, begins_on=row["begins_on"], by=loading.by
        )
        loading.tell(str(outcome.thing), outcome)


def load_areas(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("arbetsområden"):
        outcome = programmes.set_area(programme=loading.programme, **row.values, by=loading.by)
        loading.tell(row["title"], outcome)
        for part in row.rows("delar"):
            cell = programmes.set_area_part(
                area=outcome.thing,
                sub_region=loading.sub_regions.get(part["sub_region"]),
                responsible=loading.organisations.get(part["responsible"]),
                text=part["text"],
                by=loading.by,
            )
            where = part["sub_region"] or _("the whole programme")
            loading.tell(f"{row['title']}, {where}", cell)


def load_fields(facts: Facts, loading: Loading) -> None:
    for number, row in enumerate(facts.rows("fält"), start=1):
        outcome = programmes.set_field(
            programme=loading.programme,
            number=number,
            coordinator=loading.organisations.get(row["coordinator"]),
            **row.given("name", "description"),
            by=loading.by,
        )
        loading.tell(row["name"], outcome)
        loading.fields[row["name"]] = outcome.thing


def load_pre_study(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("förstudie"):
        outcome = programmes.set_pre_study(
            programme=loading.programme, **row.values, by=loading.by
        )
        loading.tell(_("Pre-study"), outcome)


def load_findings(facts: Facts, loading: Loading) -> None:
    for number, row in enumerate(facts.rows("erfarenheter"), start=1):
        slug, _space, earlier = row["taken_from"].rpartition(" ")
        outcome = programmes.set_finding(
            programme=loading.programme,
            number=number,
            taken_from=Finding.objects.filter(programme__slug=slug, number=earlier).first()
            if slug
            else None,
            **row.given("kind", "text"),
            by=loading.by,
        )
        loading.tell(_("Finding %(number)s") % {"number": number}, outcome)


def load_wordings(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("på andra språk"):
        outcome = programmes.set_wording(
            programme=loading.programme,
            texts={said["key"]: said["text"] for said in row.rows("texter")},
            **row.values,
            by=loading.by,
        )
        loading.tell(str(outcome.thing), outcome)


def load_open_points(facts: Facts, loading: Loading) -> None:
    for number, row in enumerate(facts.rows("källan lämnar öppet"), start=1):
        outcome = programmes.set_open_point(
            programme=loading.programme,
            number=number,
            **{**row.values, "settled": row["settled"] or None},
            by=loading.by,
        )
        loading.tell(_("Open point %(number)s") % {"number": number}, outcome)
