import pytest

from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Organisation
from samverka.register.people import identity
from samverka.register.people.actions import (
    NeedsProtection,
    NewPerson,
    NumberOfAnother,
    NumberTwice,
    register_many,
    set_identity,
)
from samverka.register.people.models import Person
from samverka.register.people.queries import Sought, find_same, persons_seen
from tests.people import LONG_AGO, TODAY, person

pytestmark = pytest.mark.django_db

NUMBER = identity.read("198906302396", on=TODAY)


def row(given_name, employer, **facts):
    return NewPerson(
        given_name=given_name,
        family_name="Exempel",
        employer=employer,
        title="Kurator",
        since=LONG_AGO,
        **facts,
    )


def test_many_are_written_down_as_one_by_one(cast):
    school = Organisation.objects.create(
        name="Skolan", kind=Organisation.Kind.UNIT, part_of=cast.kungalv
    )
    rows = [row("Amanda", school, number=NUMBER, phone="0701740605"), row("Bo", cast.partille)]
    amanda, bo = register_many(rows=rows, on=TODAY, by=cast.petra)
    assert identity.opened(Person.objects.get(pk=amanda.pk).identity_sealed) == NUMBER
    known = {(k.organisation, k.reason) for k in amanda.known_to.all()}
    assert known == {
        (school, "employs"),
        (cast.kungalv, "employs"),
        (cast.gr, "activity"),
    }
    assert list(persons_seen(cast.karin, words="amanda", on=TODAY)) == [amanda]
    noted = Event.objects.filter(verb="people.person_registered")
    assert {event.person_id for event in noted} == {amanda.pk, bo.pk}


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ([NUMBER, NUMBER], NumberTwice),
        ([identity.read("19850412-TF12", on=TODAY)], NeedsProtection),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_nobody_is_written(cast, numbers, problem):
    rows = [row(f"Bo {place}", cast.kungalv, number=n) for place, n in enumerate(numbers)]
    with pytest.raises(problem):
        register_many(rows=rows, on=TODAY, by=cast.karin)
    assert Person.objects.count() == 0


def test_a_number_of_somebody_one_sees_is_refused_and_of_others_not_told(cast):
    for employer in (cast.kungalv, cast.partille):
        Person.objects.all().delete()
        set_identity(person=person("Amanda", employer), number=NUMBER, by=cast.karin)
        if employer == cast.kungalv:
            with pytest.raises(NumberOfAnother):
                register_many(rows=[row("Bo", employer, number=NUMBER)], on=TODAY, by=cast.karin)
        else:
            register_many(rows=[row("Bo", cast.kungalv, number=NUMBER)], on=TODAY, by=cast.karin)


# --- Whether somebody is there already ----------------------------------------------------------


def same(cast, **facts):
    facts = {"given_name": "Amanda", "family_name": "Exempel", **facts}
    [matches] = find_same(cast.karin, [Sought(**facts)], on=TODAY)
    return [(match.why, match.is_sure) for match in matches]


def test_the_same_number_is_the_same_person_whatever_the_name(cast):
    set_identity(person=person("Amanda", cast.kungalv), number=NUMBER, by=cast.karin)
    assert same(cast, given_name="Bo", number=NUMBER) == [("number", True)]


def test_two_numbers_are_two_persons_however_alike(cast):
    set_identity(person=person("Amanda", cast.kungalv), number=NUMBER, by=cast.karin)
    other = identity.read("199001012385", on=TODAY)
    assert same(cast, number=other, employer_id=cast.kungalv.pk) == []


def test_the_same_mail_is_sure_with_a_name_alike_only(cast):
    Person.objects.filter(pk=person("Amanda", cast.kungalv).pk).update(email="A@example.org")
    assert same(cast, email="a@EXAMPLE.org") == [("email", True)]
    assert same(cast, given_name="Bo", email="a@example.org") == [("email", False)]


def test_the_same_name_at_the_same_employer_is_sure_and_elsewhere_likely(cast):
    person("Amanda", cast.kungalv)
    assert same(cast, employer_id=cast.kungalv.pk) == [("employer", True)]
    assert same(cast, given_name="Amannda", employer_id=cast.kungalv.pk) == [("employer", False)]
    assert same(cast, employer_id=cast.partille.pk) == [("name", False)]


def test_nobody_is_found_whom_one_does_not_see(cast):
    set_identity(person=person("Amanda", cast.partille), number=NUMBER, by=cast.olga)
    assert same(cast, number=NUMBER, email="a@example.org") == []


def test_two_questions_however_many_are_sought(cast, django_assert_num_queries):
    person("Amanda", cast.kungalv)
    with django_assert_num_queries(2):
        find_same(cast.karin, [Sought("Amanda", "Exempel")] * 50, on=TODAY)
