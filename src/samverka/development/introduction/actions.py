import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Round

from .models import Introduction, KnowledgeTest
from .queries import not_asked


@transaction.atomic
def choose_course(
    *, programme: Programme, template: CourseTemplate, months: int, by: Actor
) -> Introduction:
    """Say which course the introduction is, and for how long somebody is new."""
    made, _is_new = Introduction.objects.update_or_create(
        programme=programme, defaults={"template": template, "months": months}
    )
    trail.note(by=by, verb="introduction.course_chosen", about=made)
    return made


@transaction.atomic
def add_test(*, introduction: Introduction, asked_round: Round, by: Actor) -> KnowledgeTest:
    """A round becomes the course's test; it has no key yet."""
    made = KnowledgeTest.objects.create(introduction=introduction, round=asked_round)
    trail.note(by=by, verb="introduction.test_added", about=made)
    return made


@transaction.atomic
def write_key(*, test: KnowledgeTest, key: Mapping[str, Sequence[str]], by: Actor) -> None:
    """The right choices of each item; items without are not of the test."""
    test.key = {item: list(right) for item, right in key.items() if right}
    test.save(update_fields=["key"])
    trail.note(by=by, verb="introduction.key_written", about=test)


@transaction.atomic
def ask_participants(*, test: KnowledgeTest, on: dt.date, by: Actor) -> int:
    """Ask whoever has been at the course and is not asked yet; answers how many they were.

    :raises Refused: of instruments: the round is over
    """
    persons = not_asked(test)
    return instruments.ask(asked_round=test.round, persons=persons, on=on, by=by)
