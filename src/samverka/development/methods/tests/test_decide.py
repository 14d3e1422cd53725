"""Before the next stage each partner decides on what it tried (S114); who adopted what (S115)."""

import pytest
from django.urls import reverse

from samverka.development.methods import actions, queries
from samverka.development.methods.models import Method, MethodDecision
from tests.people import TODAY
from tests.undoing import done, press, rows, signed_in

from .factories import Choice, decided, described, pelle, stages, tried


def address(cast, name: str, *more: str) -> str:
    return reverse(f"methods:{name}", args=[cast.programme.public_key, *more])


def answer(**given) -> dict:
    return {
        "choice": "continue",
        "evidence": "Närvarolistor",
        "reason": "Fler kom tillbaka",
        "decided_on": f"{TODAY}",
        **given,
    }


def test_what_was_tried_and_not_decided_on_keeps_the_next_stage_from_beginning(cast, client):
    pilot, _second = stages(cast)
    method, partille = described(cast), pelle(cast)
    tried(method, cast.karin, pilot)
    tried(method, partille, pilot)
    waiting = [one.organisation for one in queries.undecided(cast.programme, pilot)]
    assert waiting == [cast.kungalv, cast.partille]
    client.force_login(cast.karin.user)
    client.post(address(cast, "decide", method.public_key, "2.1"), answer())
    assert [one.organisation for one in queries.undecided(cast.programme, pilot)] == [
        cast.partille
    ]
    decided(method, partille, pilot, Choice.STOP)
    assert queries.undecided(cast.programme, pilot) == []


def test_a_phase_waits_for_all_its_stages_and_not_for_others(cast):
    pilot, second = stages(cast)
    tried(described(cast), cast.karin, pilot)
    assert len(queries.undecided(cast.programme, pilot.parent)) == 1
    assert queries.undecided(cast.programme, second) == []


@pytest.mark.parametrize("empty", ["evidence", "reason"])
def test_a_decision_shows_its_evidence_and_its_reason(cast, client, empty):
    pilot, _second = stages(cast)
    method = described(cast)
    tried(method, cast.karin, pilot)
    client.force_login(cast.karin.user)
    where = address(cast, "decide", method.public_key, "2.1")
    assert client.post(where, answer(**{empty: ""})).status_code == 422
    assert not MethodDecision.objects.exists()


def test_an_adopted_method_says_from_whom_and_in_which_version(cast, client):
    pilot, _second = stages(cast)
    method, partille = described(cast), pelle(cast)
    actions.add_version(method=method, what_changed="Två träffar till", on=TODAY, by=cast.karin)
    source = tried(method, cast.karin, pilot)
    client.force_login(partille.user)
    where = address(cast, "decide", method.public_key, "2.1")
    refused = client.post(where, answer(choice="adopt"))
    assert "Choose whose trial the method is adopted from." in refused.content.decode()
    client.post(where, answer(choice="adopt", adopted=source.pk))
    page = client.get(address(cast, "detail", method.public_key)).content.decode()
    assert "Kungälv kommun, Språkvän, version 2" in page
    listed = client.get(address(cast, "decisions") + "?choice=adopt").content.decode()
    assert "Kungälv kommun: Språkvän, version 2, Pilot 1" in listed


def test_one_does_not_decide_on_what_one_has_not_tried(cast, client):
    stages(cast)
    method = described(cast)
    client.force_login(cast.karin.user)
    response = client.post(address(cast, "decide", method.public_key, "2.1"), answer())
    assert response.status_code == 422
    assert "has no trial of the method in this stage" in response.content.decode()


def test_one_adopts_from_others_and_not_from_oneself(cast):
    pilot, _second = stages(cast)
    method = described(cast)
    own = tried(method, cast.karin, pilot)
    with pytest.raises(actions.AdoptedFromItself):
        decided(method, cast.karin, pilot, Choice.ADOPT, own)


# --- Undo -------------------------------------------------------------------------------------


@pytest.fixture
def karins(cast):
    """Where Karin decides on what Kungälv tried in the pilot."""
    pilot, _second = stages(cast)
    method = described(cast)
    tried(method, cast.karin, pilot)
    return address(cast, "decide", method.public_key, "2.1")


@pytest.mark.both
def test_undo_of_a_first_decision_leaves_the_stage_undecided_as_before(cast, karins):
    karin, pilot = signed_in(cast.karin), stages(cast)[0]
    undo = done(karin, karins, answer())
    assert queries.undecided(cast.programme, pilot) == []
    assert "The decision is taken back." in press(karin, undo)
    assert len(queries.undecided(cast.programme, pilot)) == 1
    assert "It is undone already" in press(karin, undo)


@pytest.mark.both
def test_undo_of_a_decision_written_anew_gives_back_the_one_before(cast, karins):
    karin, partille = signed_in(cast.karin), pelle(cast)
    source = tried(Method.objects.get(), partille, stages(cast)[0])
    first = answer(choice="adopt", adopted=source.pk, reason="Partilles går bättre")
    done(karin, karins, first)
    before = rows(MethodDecision)
    undo = done(karin, karins, answer(choice="stop", reason="Fel rad", decided_on="2026-01-02"))
    assert rows(MethodDecision) != before
    assert "The decision is as it was." in press(karin, undo)
    assert rows(MethodDecision) == before


@pytest.mark.both
def test_a_decision_written_anew_since_is_not_undone_and_it_is_said(cast, karins):
    karin = signed_in(cast.karin)
    undo = done(karin, karins, answer())
    done(karin, karins, answer(reason="Fler kom tillbaka, och de stannade"))
    left = rows(MethodDecision)
    assert "was written anew after that" in press(karin, undo)
    assert rows(MethodDecision) == left


def test_nobody_takes_back_the_decision_of_another_organisation(cast, karins):
    undo = done(signed_in(cast.karin), karins, answer())
    left = rows(MethodDecision)
    said = signed_in(pelle(cast)).post(undo, follow=True).text
    assert "There is no decision left to take back." in said
    assert rows(MethodDecision) == left


# --- The matrix -------------------------------------------------------------------------------


@pytest.fixture
def adopted(cast):
    """Kungälv tries two; Partille leaves its own for one of them, and adopts the other too."""
    pilot, second = stages(cast)
    partille = pelle(cast)
    friend, cafe = described(cast), described(cast, "Språkcafé")
    own = described(cast, "Läxhjälp", owner=cast.partille)
    first = tried(friend, cast.karin, pilot)
    other = tried(cafe, cast.karin, pilot)
    tried(own, partille, pilot)
    decided(friend, cast.karin, pilot, Choice.CONTINUE)
    decided(cafe, cast.karin, pilot, Choice.IMPROVE)
    decided(own, partille, pilot, Choice.ADOPT, first)
    decided(cafe, partille, pilot, Choice.ADOPT, other)
    tried(friend, partille, second)
    return friend, cafe, own


def test_the_matrix_counts_what_is_taken_from_others(cast, adopted):
    friend, _cafe, own = adopted
    matrix = queries.matrix(cast.programme)
    assert matrix.adoptions() == 2
    assert matrix.adoptions(by=cast.partille) == 2
    assert matrix.adoptions(by=cast.kungalv) == 0
    assert matrix.adoptions(method=friend) == 1
    kinds = {
        (method.name, organisation.name): kind
        for method in matrix.methods
        for organisation, kind, _use in matrix.row(method)
    }
    assert kinds["Språkvän", "Kungälv kommun"] == "own"
    assert kinds["Språkvän", "Partille kommun"] == "adopted"
    assert kinds[own.name, "Partille kommun"] == "stopped"
    assert kinds["Språkvän", "Göteborgsregionen"] == ""


def test_the_matrix_shows_the_source_and_its_numbers_open(cast, client, adopted):
    client.force_login(cast.petra.user)
    page = client.get(address(cast, "matrix")).content.decode()
    assert "2 adoptions from other partners" in page
    assert "from Kungälv kommun, version 1" in page
    opened = client.get(address(cast, "decisions") + f"?choice=adopt&q={adopted[0].name}")
    assert opened.content.decode().count("Kungälv kommun: Språkvän, version 1, Pilot 1") == 1


def test_an_adopted_method_that_is_stopped_is_no_longer_counted(cast, adopted):
    _pilot, second = stages(cast)
    partille = MethodDecision.objects.filter(organisation=cast.partille).first().organisation
    friend = adopted[0]
    actions.decide(
        method=friend,
        organisation=partille,
        stage=second,
        choice=Choice.STOP,
        adopted=None,
        evidence="Två kom",
        reason="Ingen efterfrågan",
        decided_on=TODAY,
        by=cast.karin,
    )
    assert queries.matrix(cast.programme).adoptions() == 1
