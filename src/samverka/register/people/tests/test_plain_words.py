"""The words by which somebody is found are kept by the database, whoever writes the rows."""

import random

import pytest
from django.db import connection, transaction

from samverka.register.people import actions
from samverka.register.people.models import KnownTo, Person
from samverka.register.people.person_data import forget_person, move_person
from samverka.toolkit.plain import lines
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def said(one: Person) -> str:
    return lines(one.given_name, one.family_name, one.email)


def stale() -> list[tuple[str, str]]:
    """Whom an organisation would find by other words than those that are theirs."""
    rows = KnownTo.objects.select_related("person")
    return [
        (row.plain_words, said(row.person)) for row in rows if row.plain_words != said(row.person)
    ]


def happens(chance: random.Random, cast) -> None:
    """Something to a person or to who knows them, as any code might write it."""
    everybody = list(Person.objects.all())
    one, other = chance.sample(everybody, 2)
    known = list(one.known_to.all())
    what = chance.randrange(7)
    if what == 0:
        actions.correct_person(person=one, by=cast.petra, given_name=f"Åsa{chance.random()}")
    elif what == 1:
        one.email = f"nr{chance.randrange(99)}@example.org"
        one.save()
    elif what == 2:
        place = chance.choice([cast.gr, cast.osby])
        KnownTo.objects.bulk_create(
            [KnownTo(person=one, organisation=place, reason="activity", since=TODAY)],
            ignore_conflicts=True,
        )
    elif what == 3 and known:
        KnownTo.objects.filter(pk=known[0].pk).exclude(
            organisation__in=other.known_to.values("organisation")
        ).update(person=other)
    elif what == 4 and known:
        known[0].delete()
    elif what == 5 and len(everybody) > 4:
        move_person(old=one, new=other, by=cast.petra)
    elif what == 6:
        person(f"Örjan{chance.random()}", cast.kungalv, cast.gr)


@pytest.mark.parametrize("seed", range(3))
def test_they_are_the_persons_own_whatever_happens_to_the_rows(cast, seed):
    chance = random.Random(seed)
    for name in ("Åsa", "Björn", "محمد"):
        person(name, cast.kungalv, cast.gr)
    for _number in range(60):
        happens(chance, cast)
        assert stale() == []


def test_nothing_is_left_of_somebody_who_is_forgotten(cast):
    gone = person("Zebulina", cast.kungalv, cast.gr)
    forget_person(person=gone, on=TODAY, by=cast.petra)
    gone.refresh_from_db()
    assert "zebulina" not in gone.plain_words
    assert not KnownTo.objects.filter(plain_words__contains="zebulina").exists()


def test_a_change_of_name_that_is_taken_back_leaves_the_words_as_they_were(cast):
    karin = person("Karin", cast.kungalv)
    with transaction.atomic():
        actions.correct_person(person=karin, by=cast.petra, given_name="Åsa")
        transaction.set_rollback(True)
    assert stale() == []
    assert KnownTo.objects.get(person=karin).plain_words.startswith(" karin\n")


def test_what_keeps_them_stands_in_the_database(cast):
    """A table that SQLite makes anew in a migration loses its triggers, and nothing else tells."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        names = {name for (name,) in cursor.fetchall()}
    events = ("_insert", "_update") if connection.vendor == "sqlite" else ("",)
    assert {f"known_by_words{event}" for event in events} <= names
    assert {f"words_of_person{event}" for event in events} <= names
