"""A question put together once for a role finds what each who acts in it would find anew."""

import datetime as dt
from dataclasses import replace

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.foundation.accounts.models import Role
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, part_of, together
from tests.people import TODAY


def _seen(actor: Actor) -> Part:
    return part_of(Programme.objects.visible_to(actor).values_list("name"))


def _called(actor: Actor) -> Part:
    return part_of(
        Programme.objects.visible_to(actor).filter(name=Given("name")).values_list("name")
    )


def names(actor: Actor) -> set[str]:
    (found,) = together(Ask(list, part_for(_seen, actor)))
    return {name for (name,) in found}


def anew(actor: Actor) -> set[str]:
    return set(Programme.objects.visible_to(actor).values_list("name", flat=True))


def another(cast) -> Programme:
    made = Programme.objects.create(name="Nästa steg", slug="nasta-steg", owner=cast.osby)
    Participation.objects.create(
        programme=made, organisation=cast.osby, part="owner", valid_from=TODAY
    )
    return made


def test_those_of_one_role_and_two_organisations_each_find_their_own(cast):
    other = another(cast)
    assert names(cast.olga) == anew(cast.olga) == {cast.programme.name}
    assert names(cast.eve) == anew(cast.eve) == {other.name}


def test_a_role_for_one_programme_finds_that_one_alone(cast):
    other = another(cast)
    Participation.objects.create(
        programme=other, organisation=cast.gr, part="participant", valid_from=TODAY
    )
    assert len(names(cast.petra)) == 2
    for one in (cast.programme, other):
        bound = replace(cast.petra, programme=one)
        assert names(bound) == anew(bound) == {one.name}


def test_what_ended_since_is_found_no_more(cast, settings):
    assert names(cast.olga) == {cast.programme.name}
    Participation.objects.update(valid_to=TODAY + dt.timedelta(days=1))
    assert names(cast.olga) == {cast.programme.name}
    settings.FIXED_TODAY = (TODAY + dt.timedelta(days=1)).isoformat()
    assert names(cast.olga) == anew(cast.olga) == set()


def test_places_are_filled_and_a_role_without_any_right_finds_nothing(cast):
    (found,) = together(Ask(list, part_for(_called, cast.olga, name=cast.programme.name)))
    assert found == [(cast.programme.name,)]
    (none,) = together(Ask(list, part_for(_called, cast.olga, name="' OR ''='")))
    assert none == []
    nowhere = Actor(user=cast.olga.user, role=Role.ORGANISER, organisation=cast.partille)
    Participation.objects.filter(organisation=cast.partille).delete()
    assert names(nowhere) == set()
