"""Several organisations at once: closed, opened, of another kind, and all of it undone."""

import pytest
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.register.partners import actions
from samverka.register.partners.models import Organisation
from tests.people import TODAY

LIST = reverse("organisation:list")
CLOSE = reverse("partners:many_close")
REOPEN = reverse("partners:many_reopen")
KIND = reverse("partners:many_kind")


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


@pytest.fixture
def schools(cast):
    return [
        actions.add_organisation(name=f"Skola {n}", kind="university", by=cast.petra)
        for n in range(1, 4)
    ]


def post(client, address, rows, **besides):
    keys = [one.public_key for one in rows]
    return client.post(address, {"row": keys, **besides}, follow=True)


def undo(client, page):
    """Press Undo, as the toast has it."""
    toast = next(said for said in page.context["messages"] if said.extra_tags)
    return client.post(toast.extra_tags, follow=True)


def days(rows):
    keys = [one.pk for one in rows]
    return [one.valid_to for one in Organisation.objects.filter(pk__in=keys).order_by("pk")]


def test_several_are_closed_and_undo_opens_those_that_were_open(cast, petra, schools):
    earlier = TODAY.replace(day=1)
    actions.close_organisation(organisation=schools[0], on=earlier, by=cast.petra)
    page = post(petra, CLOSE, schools)
    assert days(schools) == [earlier, TODAY, TODAY]
    undo(petra, page)
    assert days(schools) == [earlier, None, None]


def test_several_are_opened_again_and_undo_closes_them_from_the_day_they_had(cast, petra, schools):
    earlier = TODAY.replace(day=1)
    actions.close_many(organisations=schools[:2], on=earlier, by=cast.petra)
    page = post(petra, REOPEN, schools[:2])
    assert "2 organisations are open again." in page.content.decode()
    assert days(schools) == [None, None, None]
    undo(petra, page)
    assert days(schools) == [earlier, earlier, None]


def test_one_with_open_units_keeps_all_of_them_open_and_says_why(cast, petra, schools):
    actions.add_unit(organisation=schools[0], name="Enhet", by=cast.petra)
    page = post(petra, CLOSE, schools)
    assert "Skola 1" in page.content.decode()
    assert days(schools) == [None, None, None]


def test_a_kind_is_set_for_several_and_undo_gives_each_its_own_back(cast, petra, schools):
    other = actions.add_organisation(name="Föreningen", kind="association", by=cast.petra)
    page = post(petra, KIND, [*schools, other], kind="other")
    now = Organisation.objects.filter(kind="other")
    assert set(now) == {*schools, other}
    undo(petra, page)
    other.refresh_from_db()
    schools[0].refresh_from_db()
    assert (other.kind, schools[0].kind) == ("association", "university")


def test_no_kind_but_those_an_organisation_may_be(petra, schools):
    page = post(petra, KIND, schools, kind="unit")
    assert "Fill in" in page.content.decode()
    assert not Organisation.objects.filter(pk=schools[0].pk, kind="unit").exists()


def test_units_are_not_closed_as_organisations_whatever_is_posted(cast, petra, schools):
    unit = actions.add_unit(organisation=schools[0], name="Enhet", by=cast.petra)
    post(petra, CLOSE, [unit])
    assert days([unit]) == [None]


def test_each_that_is_closed_has_its_note_in_the_trail(petra, schools):
    post(petra, CLOSE, schools)
    noted = Event.objects.filter(verb="partners.organisation_closed")
    assert {note.about_id for note in noted} == {str(one.pk) for one in schools}


def test_all_that_match_are_laid_out_and_ticked(cast, petra):
    for n in range(30):
        actions.add_organisation(name=f"Skola {n:02}", kind="university", by=cast.petra)
    narrowed = petra.get(LIST, {"kind": "university"})
    shown = narrowed.context["listing"]
    assert shown.whole == f"{LIST}?kind=university&whole=1"
    page = petra.get(shown.whole)
    assert page.content.decode().count('name="row"') == 30
    assert page.content.decode().count(" checked aria-label") == 30
    assert 'name="all"' not in page.content.decode()


def test_boxes_are_for_those_who_may_close_whole_organisations(cast, client, petra):
    assert 'name="row"' in petra.get(LIST).content.decode()
    client.force_login(cast.karin.user)
    assert 'name="row"' not in client.get(LIST).content.decode()
