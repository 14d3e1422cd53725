import datetime as dt
import random
import re

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import (
    Activity,
    Attendance,
    AttendanceVersion,
    Registration,
    Session,
)
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.programmes.models import Programme
from samverka.foundation.audit.models import Event
from samverka.register.people import actions, identity
from samverka.register.people.models import KEPT_FOR, Merge, NameKey, Person
from samverka.register.people.queries import remembered
from samverka.toolkit.clock import now
from samverka.workflows.merge_persons.actions import (
    CannotBeUndone,
    NotForYou,
    merge_persons,
    undo_merge,
)
from samverka.workflows.merge_persons.queries import months_that_change
from tests.people import TODAY, appoint, person

pytestmark = pytest.mark.django_db

# Tell that something happened, to an open sheet or in a month; they never go back.
COUNTS_ON = {"sheet_version", "token"}


def everything() -> dict[str, list]:
    """Every row of every table of ours, but for the trail."""
    return {
        model._meta.label: [
            (row["pk"], {name: v for name, v in row["fields"].items() if name not in COUNTS_ON})
            for row in serializers.serialize("python", model._base_manager.order_by("pk"))
        ]
        for model in apps.get_models()
        if model.__module__.startswith("samverka.") and model is not Event
    }


def marked(chance: random.Random, somebody: Person, session: Session, cast) -> None:
    minutes = chance.choice([0, 60, 180, 360])
    mark = Attendance.objects.create(
        session=session,
        person=somebody,
        organisation=chance.choice([cast.kungalv, cast.partille]),
        mark="here" if minutes else "absent",
        minutes=minutes,
        version=2,
    )
    if chance.random() < 0.5:
        AttendanceVersion.objects.create(
            attendance=mark, version=1, mark="absent", minutes=0, marked_at=now()
        )


def two_of_any_shape(cast, seed: int) -> tuple[Person, Person]:
    """Two persons with places, marks, number, account and protection, or without."""
    chance = random.Random(seed)
    two = person("Amanda", cast.kungalv, cast.gr), person("Amannda", cast.partille, cast.gr)
    days = [training_day(cast) for _ in range(3)]
    for somebody in two:
        for activity in days:
            if chance.random() < 0.7:
                state = chance.choice(Registration.State.values)
                Registration.objects.create(
                    activity=activity,
                    person=somebody,
                    organisation=cast.kungalv,
                    state=state,
                    answer_by=now() if state == Registration.State.OFFERED else None,
                )
                marked(chance, somebody, activity.sessions.first(), cast)
        if chance.random() < 0.4:
            actions.protect(person=somebody, access=[], reason="", on=TODAY, by=cast.petra)
    one = chance.choice(two)
    if chance.random() < 0.6:
        number = identity.read("198906302396", on=TODAY)
        actions.set_identity(person=one, number=number, by=cast.petra)
        actions.correct_person(person=one, email="a@example.org", by=cast.petra)
        user = appoint("amanda", "staff_member", cast.kungalv).user
        actions.link_user(person=one, user=user, by=cast.ada)
    return two


@pytest.mark.parametrize("seed", range(12))
def test_joined_and_parted_again_everything_is_as_before(cast, seed):
    new, old = two_of_any_shape(cast, seed)
    before = everything()
    merge = merge_persons(old=old, new=new, by=cast.petra)
    assert everything() != before
    undo_merge(merge=merge, by=cast.petra)
    assert everything() == before


def test_two_joinings_are_taken_back_latest_first(cast):
    new, middle, old = (person(name, cast.kungalv) for name in ("Amanda", "Amannda", "Amandah"))
    before = everything()
    first = merge_persons(old=old, new=middle, by=cast.karin)
    second = merge_persons(old=middle, new=new, by=cast.karin)
    with pytest.raises(CannotBeUndone):
        undo_merge(merge=first, by=cast.karin)
    undo_merge(merge=second, by=cast.karin)
    undo_merge(merge=first, by=cast.karin)
    assert everything() == before


def test_what_was_written_since_stays_with_the_one_that_stayed(cast):
    new, old = person("Amanda", cast.kungalv), person("Amannda", cast.kungalv)
    actions.correct_person(person=old, email="old@example.org", by=cast.karin)
    merge = merge_persons(old=old, new=new, by=cast.karin)
    actions.correct_person(person=new, email="new@example.org", by=cast.karin)
    actions.add_position(
        person=new, organisation=cast.kungalv, title="Chef", on=TODAY, by=cast.karin
    )
    undo_merge(merge=merge, by=cast.karin)
    new.refresh_from_db()
    assert new.email == "new@example.org"
    assert new.positions.filter(title="Chef").exists()
    assert Person.objects.get(pk=old.pk).email == "old@example.org"


def test_after_a_month_the_two_are_one_for_good(cast):
    new, old = person("Amanda", cast.kungalv), person("Amannda", cast.kungalv)
    merge = merge_persons(old=old, new=new, by=cast.karin)
    Merge.objects.update(made_at=now() - KEPT_FOR - dt.timedelta(hours=1))
    with pytest.raises(CannotBeUndone):
        undo_merge(merge=merge, by=cast.karin)
    assert actions.forget_old_merges(before=now() - KEPT_FOR, by=cast.karin) == 1
    assert not Merge.objects.exists()


def test_nothing_of_the_other_can_be_read_in_what_is_kept(cast):
    new, old = person("Amanda", cast.kungalv), person("Zebulina", cast.kungalv)
    merge = merge_persons(old=old, new=new, by=cast.karin)
    assert "Zebulina" not in merge.sealed
    assert "Zebulina" in str(remembered(merge))
    assert not NameKey.objects.filter(word="zebulina").exists()


def test_the_page_undoes_what_the_page_joined(cast):
    new, old = person("Amanda", cast.kungalv), person("Amannda", cast.kungalv)
    client = Client()
    client.force_login(cast.karin.user)
    client.post(reverse("merge_persons:merge", args=[new.public_key, old.public_key]))
    undo = reverse("merge_persons:undo", args=[new.public_key, Merge.objects.get().public_key])
    chosen = client.get(reverse("merge_persons:choose", args=[new.public_key]))
    assert undo in chosen.content.decode()
    client.post(undo)
    assert Person.objects.filter(pk=old.pk).exists()


# --- Months -------------------------------------------------------------------------------------


def test_months_in_which_both_were_there_are_told_on_the_page_and_in_the_trail(cast):
    new, old = person("Amanda", cast.kungalv, cast.gr), person("Bo", cast.kungalv, cast.gr)
    session = training_day(cast).sessions.first()
    for somebody, minutes in ((new, 120), (old, 360)):
        Attendance.objects.create(
            session=session,
            person=somebody,
            organisation=cast.kungalv,
            mark="here",
            minutes=minutes,
        )
    [changed] = months_that_change(new, old)
    assert (changed.before, changed.after) == (480, 360)
    client = Client()
    client.force_login(cast.petra.user)
    page = client.get(reverse("merge_persons:merge", args=[new.public_key, old.public_key]))
    assert page.context["months"] == [changed]
    merge_persons(old=old, new=new, by=cast.petra)
    [event] = Event.objects.filter(verb="activities.months_changed")
    assert event.fields == [f"{session.held_on:%Y-%m}"]
    assert event.about_id == str(cast.programme.pk)


def test_months_that_one_may_not_see_are_not_even_counted(cast):
    new, old = person("Amanda", cast.kungalv), person("Bo", cast.kungalv)
    client = Client()
    client.force_login(cast.karin.user)
    address = reverse("merge_persons:merge", args=[new.public_key, old.public_key])

    def shown() -> str:
        return re.sub(r'value="\w{64}"', "", client.get(address).content.decode())

    before = shown()
    session = training_day(cast).sessions.first()
    theirs = Programme.objects.create(slug="annat", name="Annat", owner=cast.osby)
    Activity.objects.update(programme=theirs, organiser=cast.osby)
    for somebody in (new, old):
        Attendance.objects.create(
            session=session, person=somebody, organisation=cast.osby, mark="here", minutes=60
        )
    assert len(months_that_change(new, old)) == 1
    assert shown() == before


def test_a_month_in_which_one_was_there_does_not_change(cast):
    new, old = person("Amanda", cast.kungalv), person("Bo", cast.kungalv)
    session = training_day(cast).sessions.first()
    Attendance.objects.create(
        session=session, person=old, organisation=cast.kungalv, mark="here", minutes=60
    )
    assert months_that_change(new, old) == []


# --- Protected identity -------------------------------------------------------------------------


def test_somebody_protected_is_joined_by_those_on_the_list_only_and_stays_protected(cast):
    new, paula = person("Amanda", cast.kungalv), person("Paula", cast.kungalv)
    actions.protect(person=paula, access=[], reason="", on=TODAY, by=cast.ulla)
    with pytest.raises(NotForYou):
        merge_persons(old=paula, new=new, by=cast.karin)
    merge_persons(old=paula, new=new, by=cast.ulla)
    new.refresh_from_db()
    assert new.is_protected
    assert [access.user for access in new.access_list.all()] == [cast.ulla.user]
    assert new not in Person.objects.visible_to(cast.karin)
