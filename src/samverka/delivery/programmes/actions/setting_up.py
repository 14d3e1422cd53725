"""What a page does in one step and a file in several."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import (
    Finding,
    Fund,
    Participation,
    Precision,
    PreStudy,
    Programme,
    ProgrammeFund,
    ProgrammeLink,
    SubRegion,
    Theme,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .copying import copy_structure
from .funds import set_fund, set_programme_fund
from .programme import set_link, set_participation, set_programme, set_theme
from .rows import Outcome
from .structure import set_finding, set_pre_study

LONGEST = 50
FOLLOWS = ProgrammeLink.Kind.FOLLOWS_PRE_STUDY


@dataclass(frozen=True)
class Rough:
    """A day as exactly as it is known."""

    day: dt.date | None = None
    precision: str = Precision.DAY


@transaction.atomic
def set_up_programme(
    *,
    name: str,
    kind: str,
    owner: Organisation,
    starts: Rough,
    ends: Rough,
    summary: str = "",
    like: Programme | None = None,
    by: Actor,
) -> Programme:
    """A new programme, which its owner takes part in from the first day.

    With `like`, it is set up as that one was.
    """
    # Two who begin at once wait for one another, so that each finds an address of its own.
    Organisation.objects.select_for_update().get(pk=owner.pk)
    programme = set_programme(
        slug=_free_slug(name),
        name=name,
        summary=summary,
        owner=owner,
        kind=kind,
        starts_on=starts.day,
        starts_precision=starts.precision,
        ends_on=ends.day,
        ends_precision=ends.precision,
        extended_to=None,
        moved_years=0,
        by=by,
    ).thing
    set_participation(
        programme=programme,
        organisation=owner,
        part=Participation.Part.OWNER,
        contact_function="",
        valid_from=starts.day,
        valid_to=None,
        by=by,
    )
    if like:
        copy_structure(source=like, programme=programme, by=by)
    return programme


@transaction.atomic
def remove_programme(*, programme: Programme, by: Actor) -> None:
    """Take away a programme with nothing but its own facts; the database keeps any other."""
    trail.note(by=by, verb="programmes.removed", about=programme)
    programme.delete()


@transaction.atomic
def correct_programme(
    *, programme: Programme, themes: Iterable[Theme], new_theme: str, by: Actor, **facts: Any
) -> Outcome[Programme]:
    """Correct what holds for all of a programme; `facts` are those of `set_programme`.

    A theme that is not in the list is added to it.
    """
    chosen = list(themes)
    if new_theme:
        slug = slugify(new_theme)[:LONGEST] or "tema"
        there = Theme.objects.filter(slug=slug).first()
        chosen.append(there or set_theme(slug=slug, name=new_theme, by=by).thing)
    return set_programme(
        slug=programme.slug,
        owner=programme.owner,
        moved_years=programme.moved_years,
        themes=chosen,
        **facts,
        by=by,
    )


def _free_slug(name: str) -> str:
    """From the name, and with a number where another programme has it already."""
    wanted = slugify(name)[:LONGEST] or "program"
    taken = set(Programme.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)


@transaction.atomic
def add_participations(
    *,
    programme: Programme,
    organisations: Iterable[Organisation],
    part: str,
    via: SubRegion | None,
    valid_from: dt.date | None,
    by: Actor,
) -> list[Participation]:
    """Several organisations that begin to take part alike; who does already stays as it is."""
    there = set(
        programme.participations.filter(part=part).values_list("organisation_id", flat=True)
    )
    return [
        set_participation(
            programme=programme,
            organisation=organisation,
            part=part,
            contact_function="",
            via=via,
            valid_from=valid_from,
            valid_to=None,
            by=by,
        ).thing
        for organisation in organisations
        if organisation.pk not in there
    ]


@transaction.atomic
def add_fund(
    *,
    programme: Programme,
    fund: Fund | None,
    new_name: str,
    administered_by: str,
    reference: str,
    settled_on: dt.date | None = None,
    settled_source: str = "",
    by: Actor,
) -> Outcome[ProgrammeFund]:
    """Let a fund pay for a programme; one that is not in the catalogue is added to it."""
    if fund is None:
        code = slugify(new_name)[: LONGEST - 10]
        fund = set_fund(code=code, name=new_name, administered_by=administered_by, by=by).thing
    return set_programme_fund(
        programme=programme,
        fund=fund,
        reference=reference,
        settled_on=settled_on,
        settled_source=settled_source,
        by=by,
    )


@transaction.atomic
def carry_over(*, programme: Programme, findings: Iterable[Finding], by: Actor) -> list[Finding]:
    """Take up findings of earlier programmes as where this one begins, each once."""
    taken = set(programme.findings.values_list("taken_from_id", flat=True))
    last = max(programme.findings.values_list("number", flat=True), default=0)
    new = [finding for finding in findings if finding.pk not in taken]
    return [
        set_finding(
            programme=programme,
            number=number,
            kind=Finding.Kind.HYPOTHESIS,
            text=finding.text,
            taken_from=finding,
            by=by,
        ).thing
        for number, finding in enumerate(new, start=last + 1)
    ]


class HasNoRecommendation(Exception):
    """A decision on a pre-study that has not answered its question."""

    def __str__(self):
        return _(
            "The pre-study has no question or no recommendation yet. "
            "Write both, so that it can be seen what was decided on."
        )


@transaction.atomic
def decide_pre_study(
    *,
    pre_study: PreStudy,
    decision: str,
    decided_on: dt.date | None,
    decided_by: str,
    ground: str,
    project_name: str,
    by: Actor,
) -> Programme | None:
    """Decide whether to go on; going on makes a project that begins with the findings.

    :raises HasNoRecommendation: there is nothing to decide on yet
    """
    if not pre_study.question or not pre_study.recommendation:
        raise HasNoRecommendation
    study = pre_study.programme
    set_pre_study(
        programme=study,
        question=pre_study.question,
        recommendation=pre_study.recommendation,
        decision=decision,
        decided_on=decided_on,
        decided_by=decided_by,
        ground=ground,
        by=by,
    )
    goes_on = decision == PreStudy.Decision.GO
    if not goes_on or study.led_to.filter(kind=FOLLOWS).exists():
        return None
    project = set_up_programme(
        name=project_name,
        kind=Programme.Kind.PROJECT,
        owner=study.owner,
        starts=Rough(),
        ends=Rough(),
        by=by,
    )
    set_link(earlier=study, later=project, kind=FOLLOWS, by=by)
    carry_over(programme=project, findings=study.findings.order_by("number"), by=by)
    return project
