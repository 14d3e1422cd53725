"""The catalogue, trials stage by stage, and what is recommended."""

import pytest
from django.urls import reverse

from samverka.development.methods import actions, queries
from samverka.development.methods.models import Method, Trial
from tests.people import TODAY

from .factories import described, pelle, stages, tried


def address(cast, name: str, *more: str) -> str:
    return reverse(f"methods:{name}", args=[cast.programme.public_key, *more])


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def test_a_sub_project_leader_describes_a_method_and_it_has_a_first_version(cast, karin):
    answer = karin.post(
        address(cast, "add"), {"name": "Språkvän", "owner": cast.kungalv.pk}, follow=True
    )
    assert "Språkvän" in answer.content.decode()
    assert list(Method.objects.get().versions.values_list("number", flat=True)) == [1]


def test_two_methods_do_not_share_a_name(cast, karin):
    described(cast)
    assert karin.post(address(cast, "add"), {"name": "Språkvän"}).status_code == 422


def test_a_new_version_says_what_changed(cast, karin):
    method = described(cast)
    where = address(cast, "add_version", method.public_key)
    assert karin.post(where, {"what_changed": "", "valid_from": TODAY}).status_code == 422
    karin.post(where, {"what_changed": "Två träffar till", "valid_from": TODAY})
    page = karin.get(address(cast, "detail", method.public_key)).content.decode()
    assert "Två träffar till" in page


def test_recommended_only_with_owner_version_and_trial(cast, client):
    """S100."""
    pilot, _second = stages(cast)
    method = described(cast, owner=None)
    client.force_login(cast.petra.user)
    where = address(cast, "recommend", method.public_key)
    page = client.post(where, follow=True).content.decode()
    assert "It lacks: an owner, a trial that is written down." in page
    tried(method, cast.karin, pilot)
    values = {"name": method.name, "owner": cast.kungalv}
    actions.correct_method(method=method, values=values, by=cast.karin)
    assert "The method is recommended." in client.post(where, follow=True).content.decode()
    client.post(address(cast, "stop_recommending", method.public_key))
    method.refresh_from_db()
    assert method.recommended_on is None


def test_a_recommended_method_keeps_an_owner(cast, karin):
    pilot, _second = stages(cast)
    method = described(cast)
    tried(method, cast.karin, pilot)
    actions.recommend_method(method=method, on=TODAY, by=cast.petra)
    answer = karin.post(address(cast, "edit", method.public_key), {"name": method.name})
    assert answer.status_code == 422
    assert "It lacks: an owner." in answer.content.decode()


def test_a_trial_without_a_value_from_before_is_flagged(cast, karin):
    """S112."""
    pilot, _second = stages(cast)
    method = described(cast)
    trial = {"version": method.versions.get().pk, "stage": pilot.pk, "participants": "12"}
    karin.post(address(cast, "add_trial", method.public_key), trial)
    page = karin.get(address(cast, "detail", method.public_key)).content.decode()
    assert "1 trial has no value from before" in page
    made = Trial.objects.get()
    where = address(cast, "trial", method.public_key, made.public_key)
    karin.post(where, {**trial, "start_value": "40", "end_value": "52.5"})
    page = karin.get(address(cast, "detail", method.public_key)).content.decode()
    assert "no value from before" not in page
    assert "12.5" in page


def test_a_version_is_tried_once_in_a_stage(cast, karin):
    pilot, _second = stages(cast)
    method = described(cast)
    tried(method, cast.karin, pilot)
    trial = {"version": method.versions.get().pk, "stage": pilot.pk}
    answer = karin.post(address(cast, "add_trial", method.public_key), trial)
    assert "tried in this stage already" in answer.content.decode()


def test_stages_are_never_mixed(cast, client):
    """S113: every trial stands under its own stage, and nothing is added up across them."""
    pilot, second = stages(cast)
    method, partille = described(cast), pelle(cast)
    tried(method, cast.karin, pilot, participants=20, result="Resultat av pilot ett")
    tried(method, partille, pilot, participants=30, result="Partille pilot ett")
    tried(method, cast.karin, second, participants=40, result="Resultat av pilot två")
    client.force_login(cast.petra.user)
    page = client.get(address(cast, "stages")).content.decode()
    first, later = page.split("<h2>Pilot 2</h2>")
    assert "Resultat av pilot ett" in first.split("<h2>Pilot 1</h2>")[1]
    assert "Resultat av pilot två" not in first
    assert "Resultat av pilot två" in later
    assert "2 trials, 2 partners" in first
    assert "1 trial, 1 partner" in later
    for across in ("3 trials", ">90<"):
        assert across not in page
    rows = client.get(address(cast, "stages") + "?format=csv").content.decode()
    assert [line.split(";")[0] for line in rows.splitlines()[1:]] == [
        "Pilot 1",
        "Pilot 1",
        "Pilot 2",
    ]


def test_fewer_than_five_are_counted_for_those_who_hold_the_trial_only(cast, client):
    pilot, _second = stages(cast)
    method = described(cast)
    tried(method, cast.karin, pilot, participants=3)
    where = address(cast, "detail", method.public_key)
    cell = 'data-label="Number of participants">'
    for actor, said in ((cast.karin, "3"), (cast.petra, "3"), (cast.rut, "fewer than 5")):
        client.force_login(actor.user)
        assert f"{cell}{said}<" in client.get(where).content.decode()


def test_another_partners_trial_is_theirs_to_change(cast, karin):
    pilot, _second = stages(cast)
    method = described(cast)
    theirs = tried(method, pelle(cast), pilot)
    where = address(cast, "trial", method.public_key, theirs.public_key)
    assert karin.post(where, {}).status_code == 403


def test_the_list_asks_as_much_for_many_methods_as_for_few(
    cast, karin, django_assert_max_num_queries
):
    pilot, _second = stages(cast)
    tried(described(cast), cast.karin, pilot)
    where = address(cast, "list") + "?q="
    karin.get(where)
    with django_assert_max_num_queries(10) as few:
        karin.get(where)
    for number in range(8):
        tried(described(cast, f"Metod {number}"), cast.karin, pilot)
    with django_assert_max_num_queries(len(few)):
        karin.get(where)


def test_stages_are_told_in_their_order(cast):
    stages(cast)
    assert [stage.name for stage in queries.stages_of(cast.programme)] == ["Pilot 1", "Pilot 2"]
