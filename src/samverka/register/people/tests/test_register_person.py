import datetime as dt

import pytest

from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.register.partners.actions import add_organisation
from samverka.register.people import actions, identity
from samverka.register.people.models import KnownTo, Person
from tests.people import LONG_AGO, TODAY, person

pytestmark = pytest.mark.django_db

AMANDA = {"given_name": "Amanda", "family_name": "Exempel", "title": "Kurator", "on": TODAY}


def test_the_employer_knows_who_works_there(cast):
    amanda = actions.register_person(**AMANDA, employer=cast.kungalv, by=cast.karin)
    assert amanda in Person.objects.visible_to(cast.ulla)
    assert [position.title for position in amanda.positions.all()] == ["Kurator"]


def test_whoever_registers_somebody_of_another_employer_sees_them_too(cast):
    amanda = actions.register_person(**AMANDA, employer=cast.kungalv, by=cast.olga)
    assert amanda in Person.objects.visible_to(cast.olga)
    assert amanda in Person.objects.visible_to(cast.karin)
    assert amanda not in Person.objects.visible_to(cast.eve)


def test_the_trail_tells_who_registered_and_never_the_name(cast):
    amanda = actions.register_person(**AMANDA, employer=cast.kungalv, by=cast.karin)
    events = Event.objects.filter(person_id=amanda.pk)
    assert {event.verb for event in events} == {"people.person_registered", "people.made_known"}
    assert {event.user_id for event in events} == {cast.karin.user_id}
    assert "Amanda" not in str(list(events.values()))


def test_somebody_protected_is_seen_from_the_first_moment_by_the_list_only(cast):
    paula = actions.register_person(
        **AMANDA, employer=cast.kungalv, access=[cast.ulla.user], by=cast.ulla
    )
    assert paula in Person.objects.visible_to(cast.ulla)
    assert paula not in Person.objects.visible_to(cast.karin)


def test_a_number_that_somebody_seen_has_already_is_refused_and_nothing_is_kept(cast):
    number = identity.read("198906302396", on=LONG_AGO)
    actions.register_person(**AMANDA, employer=cast.kungalv, number=number, by=cast.karin)
    with pytest.raises(actions.NumberOfAnother, match="Amanda Exempel"):
        actions.register_person(**AMANDA, employer=cast.kungalv, number=number, by=cast.karin)
    assert Person.objects.count() == 1


def test_a_number_with_another_partner_is_taken_without_a_word(cast):
    number = identity.read("198906302396", on=LONG_AGO)
    actions.register_person(**AMANDA, employer=cast.kungalv, number=number, by=cast.karin)
    actions.register_person(**AMANDA, employer=cast.osby, number=number, by=cast.eve)
    assert Person.objects.filter(identity_hash=number.hash).count() == 2


def test_making_known_twice_is_noted_once(cast):
    sara = person("Sara", cast.kungalv)
    for is_new in (True, False):
        assert is_new is actions.make_known(
            person=sara,
            organisation=cast.gr,
            reason=KnownTo.Reason.ACTIVITY,
            on=TODAY,
            by=cast.olga,
        )
    assert Event.objects.filter(verb="people.made_known").count() == 1


def test_a_former_employer_sees_somebody_no_longer(cast):
    amanda = person("Amanda", cast.kungalv)
    position = amanda.positions.get()
    actions.end_position(position=position, on=TODAY, by=cast.karin)
    assert actions.forget_former_employers(on=TODAY - dt.timedelta(days=1), by=SYSTEM) == 0
    assert Person.objects.visible_to(cast.karin).filter(pk=amanda.pk).exists()
    assert actions.forget_former_employers(on=TODAY, by=SYSTEM) == 1
    assert not Person.objects.visible_to(cast.karin).filter(pk=amanda.pk).exists()


def test_whoever_moves_between_units_is_still_staff_of_the_whole(cast):
    unit = add_organisation(name="Enheten", kind="unit", part_of=cast.kungalv, by=cast.ada)
    amanda = actions.register_person(
        given_name="Amanda",
        family_name="Exempel",
        employer=unit,
        title="Kurator",
        on=TODAY - dt.timedelta(days=9),
        by=cast.karin,
    )
    actions.end_position(position=amanda.positions.get(), on=TODAY, by=cast.karin)
    actions.add_position(
        person=amanda, organisation=cast.kungalv, title="Chef", on=TODAY, by=cast.karin
    )
    actions.forget_former_employers(on=TODAY, by=SYSTEM)
    employers = set(amanda.known_to.values_list("organisation__name", flat=True))
    assert employers == {cast.kungalv.name}
