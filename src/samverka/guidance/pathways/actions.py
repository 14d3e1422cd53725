"""Every write of pathways, with the failures one can expect."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.periods import check_end

from .models import (
    BY_WHOM,
    INDUSTRY_ALONE,
    REGULATED,
    Form,
    Occupation,
    Pathway,
    PathwayFact,
    PathwayUse,
)


class NameTaken(Exception):
    """Two occupations of one name."""

    def __str__(self):
        return _("There is an occupation of this name. Open it, or choose another name.")


class IndustryAlone(Exception):
    """A regulated occupation where only the industry would look at what one can."""

    def __str__(self):
        return str(INDUSTRY_ALONE)


class NotSaidByWhom(Exception):
    """A regulated occupation without authority or law."""

    def __str__(self):
        return str(BY_WHOM)


class LaterThere(Exception):
    """Something that begins before what stands already."""

    def __init__(self, day: dt.date):
        self.day = day

    def __str__(self):
        return _("Something is written from %(day)s already. Choose that day or a later one.") % {
            "day": self.day.isoformat()
        }


class NothingToTakeBack(Exception):
    """A number that is nought."""

    def __str__(self):
        return _("There is nothing to take back: the number is nought already.")


@transaction.atomic
def add_occupation(*, code: str, name: str, words: str, by: Actor) -> Occupation:
    if Occupation.objects.filter(name=name).exists():
        raise NameTaken
    occupation = Occupation.objects.create(code=code, name=name, words=words)
    trail.note(by=by, verb="pathways.occupation_added", about=occupation)
    return occupation


@transaction.atomic
def correct_occupation(
    *, occupation: Occupation, code: str, name: str, words: str, by: Actor
) -> None:
    if Occupation.objects.filter(name=name).exclude(pk=occupation.pk).exists():
        raise NameTaken
    occupation.code, occupation.name, occupation.words = code, name, words
    occupation.save(update_fields=["code", "name", "words"])
    trail.note(by=by, verb="pathways.occupation_corrected", about=occupation)


@transaction.atomic
def set_pathway(
    *, occupation: Occupation, values: dict, valid_from: dt.date, by: Actor
) -> Pathway:
    """What the rules ask from a day on; what held before ends then.

    :raises IndustryAlone: regulated, and only the industry would look
    :raises NotSaidByWhom: regulated, without authority or law
    :raises LaterThere: something begins later already
    """
    if values["regulation"] in REGULATED:
        if values["form"] == Form.INDUSTRY:
            raise IndustryAlone
        if not values["authority"] or not values["law"]:
            raise NotSaidByWhom
    before = Pathway.objects.select_for_update().filter(occupation=occupation)
    _end_those_before(before, valid_from)
    pathway, _is_new = Pathway.objects.update_or_create(
        occupation=occupation, valid_from=valid_from, defaults=values | {"valid_to": None}
    )
    trail.note(by=by, verb="pathways.pathway_set", about=pathway)
    return pathway


@transaction.atomic
def set_fact(
    *,
    occupation: Occupation,
    about: str,
    form: str = "",
    values: dict,
    valid_from: dt.date,
    by: Actor,
) -> PathwayFact:
    """One thing to know from a day on; what was said of it before ends then.

    :raises LaterThere: something begins later already
    """
    before = PathwayFact.objects.select_for_update().filter(
        occupation=occupation, about=about, form=form
    )
    _end_those_before(before, valid_from)
    fact, _is_new = PathwayFact.objects.update_or_create(
        occupation=occupation,
        about=about,
        form=form,
        valid_from=valid_from,
        defaults=values | {"valid_to": None},
    )
    trail.note(by=by, verb="pathways.fact_set", about=fact)
    return fact


def _end_those_before(rows, day: dt.date) -> None:
    later = rows.filter(valid_from__gt=day).order_by("-valid_from").first()
    if later:
        raise LaterThere(later.valid_from)
    rows.filter(valid_to=None, valid_from__lt=day).update(valid_to=day)


@transaction.atomic
def end_fact(*, fact: PathwayFact, on: dt.date, by: Actor) -> None:
    """It holds no more.

    :raises EndsBeforeItBegan: it began on that day or later
    """
    check_end(fact.valid_from, on)
    fact.valid_to = on
    fact.save(update_fields=["valid_to"])
    trail.note(by=by, verb="pathways.fact_ended", about=fact)


@transaction.atomic
def keep_fact(*, fact: PathwayFact, by: Actor) -> None:
    """Let it hold after all; where something was written in its place since, that stays."""
    same = {"occupation": fact.occupation, "about": fact.about, "form": fact.form}
    if not PathwayFact.objects.filter(**same, valid_to=None).exists():
        fact.valid_to = None
        fact.save(update_fields=["valid_to"])
        trail.note(by=by, verb="pathways.fact_kept", about=fact)


# A use is counted and nothing else: a note of who counted it when would lead back to whom
# somebody met, so the trail has none (decision 18). `by` has been asked whether it may.


@transaction.atomic
def note_use(*, occupation: Occupation, outcome: str, on: dt.date, by: Actor) -> None:
    """One more on the day."""
    of_the_day = {"occupation": occupation, "day": on, "outcome": outcome}
    use, is_new = PathwayUse.objects.get_or_create(**of_the_day, defaults={"times": 1})
    if not is_new:
        PathwayUse.objects.filter(pk=use.pk).update(times=F("times") + 1)


@transaction.atomic
def take_back_use(*, occupation: Occupation, outcome: str, on: dt.date, by: Actor) -> None:
    """One less on the day.

    :raises NothingToTakeBack: the number is nought
    """
    uses = PathwayUse.objects.filter(occupation=occupation, day=on, outcome=outcome, times__gt=0)
    if not uses.update(times=F("times") - 1):
        raise NothingToTakeBack
