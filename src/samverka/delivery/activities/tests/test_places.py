import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Registration
from samverka.register.people.models import Person
from tests.people import person

from .factories import YESTERDAY, only_session, place, training_day


@pytest.fixture
def act(client):
    """Send a form as somebody, and see the page one lands on."""

    def send(actor, name, *keys, **data):
        client.force_login(actor.user)
        return client.post(reverse(f"activities:{name}", args=keys), data, follow=True)

    return send


def find(client, actor, activity, words, **headers):
    client.force_login(actor.user)
    address = reverse("activities:find", args=[activity.public_key])
    return client.get(address, {"q": words}, headers=headers)


def who(person, organisation):
    return f"{person.public_key}.{organisation.public_key}"


def taken(activity):
    return [str(place.person) for place in activity.registrations.in_force()]


def test_a_staff_member_registers_herself_and_nobody_else(cast, act):
    activity = training_day(cast)
    sara, amanda = person("Sara", cast.kungalv), person("Amanda", cast.kungalv)
    Person.objects.filter(pk=sara.pk).update(user=cast.sara.user)
    act(cast.sara, "register", activity.public_key, who=who(amanda, cast.kungalv))
    assert taken(activity) == []
    act(cast.sara, "register", activity.public_key, who=who(sara, cast.kungalv))
    assert taken(activity) == ["Sara Exempel"]


def test_a_unit_head_registers_those_who_work_there_and_finds_no_others(client, cast, act):
    activity = training_day(cast)
    amanda = person("Amanda", cast.kungalv)
    agnes = person("Agnes", cast.partille, cast.kungalv)
    html = find(client, cast.ulla, activity, "a").content.decode()
    assert who(amanda, cast.kungalv) in html
    assert agnes.public_key not in html
    act(cast.ulla, "register", activity.public_key, who=who(agnes, cast.partille))
    act(cast.ulla, "register", activity.public_key, who=who(amanda, cast.kungalv))
    assert taken(activity) == ["Amanda Exempel"]


def test_search_does_not_tell_of_persons_one_does_not_know(client, cast):
    activity = training_day(cast)
    stranger = person("Stina", cast.partille)
    html = find(client, cast.olga, activity, "Stina").content.decode()
    assert stranger.public_key not in html


def test_search_leaves_out_those_who_have_a_place(client, cast):
    activity = training_day(cast)
    amanda = person("Amanda", cast.kungalv, cast.gr)
    place(cast, activity, amanda)
    assert amanda.public_key not in find(client, cast.olga, activity, "am").content.decode()


def test_search_answers_a_fragment_only_when_asked_for_one(client, cast):
    activity = training_day(cast)
    page = find(client, cast.olga, activity, "a")
    fragment = find(client, cast.olga, activity, "a", **{
        "HX-Request": "true", "HX-Request-Type": "partial",
    })  # fmt: skip
    assert b"<html" in page.content
    assert b"<html" not in fragment.content
    assert "HX-Request-Type" in fragment["Vary"]


def test_a_refusal_says_why_on_the_page(cast, act):
    activity = training_day(cast, registration_closes_on=YESTERDAY)
    amanda = person("Amanda", cast.kungalv)
    landed = act(cast.ulla, "register", activity.public_key, who=who(amanda, cast.kungalv))
    assert [str(message) for message in landed.context["messages"]] != []
    assert taken(activity) == []


def test_a_place_given_back_can_be_undone_from_the_toast(cast, act):
    activity = training_day(cast)
    given = place(cast, activity, person("Amanda", cast.kungalv))
    landed = act(cast.ulla, "give_back", given.public_key)
    assert taken(activity) == []
    undo = reverse("activities:take_again", args=[given.public_key])
    assert f'action="{undo}"' in landed.content.decode()
    act(cast.ulla, "take_again", given.public_key)
    assert taken(activity) == ["Amanda Exempel"]


def test_whoever_asked_in_arabic_on_the_public_page_still_gets_letters_in_arabic_after_undo(
    cast, act
):
    activity = training_day(cast)
    given = place(cast, activity, person("Amanda", cast.kungalv))
    given.way, given.language = Registration.Way.PUBLIC, "ar"
    given.save()
    act(cast.olga, "give_back", given.public_key)
    act(cast.olga, "take_again", given.public_key)
    given.refresh_from_db()
    assert (given.state, given.way, given.language) == ("registered", "public", "ar")


def test_nobody_gives_back_a_place_of_another_organisation(cast, act):
    activity = training_day(cast)
    given = place(cast, activity, person("Bashir", cast.partille), cast.partille)
    assert act(cast.ulla, "give_back", given.public_key).status_code == 404
    assert act(cast.erik, "give_back", given.public_key).status_code == 403
    assert taken(activity) == ["Bashir Exempel"]


def test_somebody_new_is_written_down_and_registered_and_one_is_back_at_the_sheet(cast, act):
    activity = training_day(cast)
    session = only_session(activity)
    landed = act(
        cast.olga,
        "register_new",
        activity.public_key,
        given_name="Cecilia",
        family_name="Exempel",
        organisation=cast.partille.pk,
        title="Kurator",
        session=session.public_key,
    )
    sheet = reverse("activities:sheet", args=[session.public_key])
    assert landed.redirect_chain[0][0] == f"{sheet}#sheet-search"
    assert Registration.objects.get().organisation == cast.partille
    assert "Cecilia Exempel" in landed.content.decode()


def test_what_was_typed_about_somebody_new_is_kept_when_something_is_missing(cast, act):
    activity = training_day(cast)
    page = act(cast.olga, "register_new", activity.public_key, given_name="Cecilia")
    assert page.status_code == 422
    assert 'value="Cecilia"' in page.content.decode()
