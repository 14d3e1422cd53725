"""Whoever is protected goes a way of their own; whoever is erased stays where the law says."""

import pytest

from samverka.delivery.participants.models import Participant
from samverka.foundation.audit.models import Event
from samverka.publishing.statements import actions, person_data, queries
from samverka.publishing.statements.models import SentFile, Series, Version
from samverka.publishing.statements.permissions import may_fetch, may_tell
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    NUMBERS,
    participant,
    sent,
    series,
)
from samverka.register.people.models import Access, Person
from tests.people import LONG_AGO, TODAY

pytestmark = pytest.mark.django_db
Kind = SentFile.Kind


def protected(cast, name: str, number: str) -> Person:
    somebody = participant(cast, name, number).person
    somebody.is_protected = True
    somebody.save()
    return somebody


def name_for(actor, somebody: Person) -> None:
    """Put somebody on the access list of a person with protected identity."""
    Access.objects.create(person=somebody, user=actor.user, since=LONG_AGO)


def file_of(version: Version, kind: str) -> SentFile:
    return version.files.select_related("version__series__programme").get(kind=kind)


def test_somebody_protected_is_in_a_file_of_their_own_and_in_every_sum(cast):
    participant(cast, "Amina", NUMBERS[0])
    protected(cast, "Bo", "19900101-TF29")
    version = sent(cast, series(cast), JANUARY)
    assert (version.persons, version.protected) == (2, 1)
    content = queries.content_of(version)
    assert [row.cells[0] for row in content.ordinary] == [NUMBERS[0]]
    assert [row.cells[0] for row in content.protected] == ["19900101-TF29"]
    assert set(version.files.values_list("kind", flat=True)) >= {Kind.XLSX, Kind.PROTECTED_XLSX}


def test_their_file_is_taken_out_by_those_alone_whom_all_of_them_have_named(cast):
    bo = protected(cast, "Bo", "19900101-TF29")
    cala = protected(cast, "Cala", "19850101-T012")
    file = file_of(sent(cast, series(cast), JANUARY), Kind.PROTECTED_XLSX)
    assert not may_fetch(cast.erik, file)
    name_for(cast.erik, bo)
    assert not may_fetch(cast.erik, file)
    name_for(cast.erik, cala)
    assert may_fetch(cast.erik, file)
    assert not may_fetch(cast.petra, file)


def test_the_ordinary_file_closes_when_somebody_in_it_becomes_protected(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    file = file_of(sent(cast, series(cast), JANUARY), Kind.XLSX)
    assert may_fetch(cast.erik, file)
    amina.is_protected = True
    amina.save()
    assert not may_fetch(cast.erik, file)
    name_for(cast.erik, amina)
    assert may_fetch(cast.erik, file)


def test_erasing_somebody_protected_opens_no_file_that_names_them(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    participant(cast, "Bo", NUMBERS[1])
    months = series(cast)
    version = sent(cast, months, JANUARY)
    amina.is_protected = True
    amina.save()
    person_data.forget_person(person=amina, on=TODAY, by=cast.ada)
    erase(amina)
    Person.objects.filter(pk=amina.pk).update(is_protected=False)
    assert not may_fetch(cast.erik, file_of(version, Kind.XLSX))
    assert not may_fetch(cast.erik, file_of(version, Kind.PDF))
    content = queries.build(months, JANUARY)
    assert NUMBERS[0] not in {row.cells[0] for row in content.ordinary}
    assert queries.broken_link(months) is None


def test_erasing_somebody_who_is_not_protected_leaves_the_files_to_those_who_tell(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    protected(cast, "Bo", "19900101-TF29")
    version = sent(cast, series(cast), JANUARY)
    person_data.forget_person(person=amina, on=TODAY, by=cast.ada)
    erase(amina)
    assert may_fetch(cast.erik, file_of(version, Kind.XLSX))


def test_whoever_leads_the_programme_tells_its_funds_and_nobody_else(cast):
    months = series(cast)
    may = {
        name
        for name in ("petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada", "eve")
        if may_tell(cast.actor(name), cast.programme)
    }
    assert may == {"petra", "erik"}
    seen = {name for name in ("petra", "erik", "karin", "ada") if _sees(cast.actor(name), months)}
    assert seen == {"petra", "erik"}
    assert not may_tell(None, cast.programme)


def _sees(actor, months) -> bool:
    return Series.objects.visible_to(actor).filter(pk=months.pk).exists()


def test_taking_a_file_out_is_told_in_the_trail_with_whom_it_holds(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    file = file_of(sent(cast, series(cast), JANUARY), Kind.XLSX)
    actions.note_fetched(file=file, by=cast.erik)
    assert Event.objects.filter(verb="statements.file_fetched", fields=["xlsx"]).exists()
    assert Event.objects.filter(verb="read", person_id=amina.pk).exists()


def erase(somebody: Person) -> None:
    """What is left of a person when every module has forgotten them."""
    Participant.objects.filter(person=somebody).delete()
    somebody.given_name = somebody.family_name = ""
    somebody.identity_kind = somebody.identity_sealed = somebody.identity_hash = ""
    somebody.forgotten_on = TODAY
    somebody.save()


def test_whoever_is_erased_stays_in_what_was_sent_and_nothing_differs_by_it(cast):
    """A sent month keeps what the law demands, and a correction does not take it away."""
    amina = participant(cast, "Amina", NUMBERS[0]).person
    participant(cast, "Bo", NUMBERS[1])
    months = series(cast)
    sent(cast, months, JANUARY)
    erase(amina)
    assert not queries.months_of(months, on=TODAY)[0].differs
    assert len(queries.build(months, JANUARY).rows) == 2
    assert len(queries.build(months, FEBRUARY).rows) == 1
    participant(cast, "Cala", NUMBERS[2])
    [version] = actions.correct(
        series=months, first_month=JANUARY, reason="En till", on=TODAY, by=cast.erik
    )
    assert version.persons == 3
    assert queries.broken_link(months) is None
