"""A reviewer computes a plan once more, from what is kept or from a file that was fetched."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.guidance.matching.actions import scenarios as actions
from samverka.guidance.matching.audit_files import sealed
from samverka.guidance.matching.criteria import USUAL
from samverka.guidance.matching.models import AuditRun, Scenario, Wish
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_home,
    a_place,
    a_round,
    officer,
    reviewer,
)
from tests.people import person
from tests.post import do_what_waits

State = AuditRun.State


class Told:
    """Six households and two places, a plan, and its file as Rakel fetched it."""

    def __init__(self, cast, client) -> None:
        self.made, self.client = a_round(cast), client
        for place in (a_place(self.made, cast.kungalv, 8, 8), a_place(self.made, cast.partille)):
            for number in range(2):
                a_home(place, f"{place.organisation} {number}", most_persons=2)
        self.cases = [
            a_case(self.made, cast.osby, person(f"Namn{number}", cast.osby)) for number in range(6)
        ]
        for case in self.cases:
            Wish.objects.create(case=case, organisation=cast.kungalv, order=1)
        self.mats = officer(self.made, cast.gr)
        counts = actions.Counts(USUAL, {}, [])
        self.scenario = actions.begin_scenario(
            matching=self.made, name="Som vanligt", counts=counts, parent=None, by=self.mats
        )
        do_what_waits()
        self.scenario.refresh_from_db()
        client.force_login(reviewer(self.made, cast.gr).user)

    def at(self, name: str, *more: str) -> str:
        about = (self.made.programme.public_key, self.made.public_key)
        return reverse(f"matching:{name}", args=[*about, *more])

    def fetched(self) -> bytes:
        return self.client.get(self.at("audit_file", self.scenario.public_key)).content

    def sends(self, raw: bytes):
        file = SimpleUploadedFile("granskning.json", raw, "application/json")
        return self.client.post(self.at("audit_check"), {"file": file})

    def checked(self, raw: bytes):
        """The page of what came of it."""
        answer = self.sends(raw)
        assert answer.status_code == 302, answer.context["form"].errors
        do_what_waits()
        return self.client.get(answer.url)


@pytest.fixture
def told(cast, client):
    return Told(cast, client)


def test_what_is_kept_is_computed_once_more_and_is_the_same(told):
    answer = told.client.post(told.at("audit_again", told.scenario.public_key))
    assert b"You may leave the page" in told.client.get(answer.url).content
    do_what_waits()
    page = told.client.get(answer.url)
    assert page.context["run"].state == State.SAME, page.context["run"].found
    Scenario.objects.filter(pk=told.scenario.pk).update(plan_hash="0" * 64)
    answer = told.client.post(told.at("audit_again", told.scenario.public_key))
    do_what_waits()
    page = told.client.get(answer.url)
    assert "It is not the same." in page.content.decode()
    assert [one[0] for one in page.context["lines"] if not one[3]] == ["Hash of the plan"]
    assert "Not the same" in told.client.get(told.at("audit")).content.decode()
    # Plans with households are the officers' alone.
    assert told.client.get(told.at("plan", told.scenario.public_key)).status_code == 403


def test_the_audit_file_names_nobody(told):
    text = told.fetched().decode()
    file = json.loads(text)
    assert file["plan_hash"] == told.scenario.plan_hash
    assert len(file["problem"]["weighed"]["cases"]) == 6
    assert "Namn" not in text
    assert "R-0" not in text


def test_a_file_that_was_fetched_is_computed_once_more_and_is_the_same(told):
    raw = told.fetched()
    page = told.checked(raw).content.decode()
    assert "It is the same, to the hash" in page
    assert "It is the plan that is kept here today." in page
    # Spaces are nobody's business; and the file holds though its plan here is another by now.
    Wish.objects.filter(case=told.cases[0]).delete()
    actions.compute_again(scenario=told.scenario, by=told.mats)
    do_what_waits()
    page = told.checked(json.dumps(json.loads(raw)).encode()).content.decode()
    assert "It is the same, to the hash" in page
    assert "It is not the plan that is kept here today" in page
    assert not AuditRun.objects.exclude(body_sealed="").exists()


def test_a_plan_that_comes_out_otherwise_is_told_by_what(told):
    file = json.loads(told.fetched())
    case = next(iter(file["plan"]))
    elsewhere = next(key for key in file["municipalities"] if key != file["plan"][case])
    file |= {"plan": file["plan"] | {case: elsewhere}, "plan_hash": "0" * 64, "placed": 3}
    page = told.checked(json.dumps(sealed(file)).encode())
    assert page.context["run"].state == State.DIFFERS
    assert "1 household is elsewhere." in page.content.decode()
    assert [one[0] for one in page.context["lines"] if not one[3]] == [
        "Hash of the plan",
        "Persons with a place",
    ]


def test_a_file_that_was_changed_is_not_computed_and_what_differs_is_told(told):
    file = json.loads(told.fetched())
    file["plan"].popitem()
    page = told.sends(json.dumps(file).encode())
    assert page.status_code == 422
    assert "its seal does not fit, so it is not computed" in page.content.decode()
    assert page.context["differs"] == ["where households are"]
    file["problem"]["weighed"]["persons"][0] = 10**30
    assert told.sends(json.dumps(file).encode()).context["differs"] == [
        "what the plan was computed from",
        "where households are",
    ]
    assert not AuditRun.objects.exists()


def test_what_is_no_audit_file_is_said(told):
    for raw, said in (
        (b"", "The file cannot be read."),
        (b"\xff\xfe\x00", "The file cannot be read."),
        (b"[" * 200_000, "The file cannot be read."),
        (b'{"value": NaN}', "The file cannot be read."),
        (b"[1, 2]", "This is no audit file."),
        (b'{"what": "Meny"}', "This is no audit file."),
    ):
        page = told.sends(raw)
        assert page.status_code == 422, raw[:20]
        assert said in page.content.decode(), raw[:20]


def test_a_file_of_another_round_or_without_a_seal_or_too_large_is_said(told, cast, settings):
    file = json.loads(told.fetched())
    plain = {name: value for name, value in file.items() if name != "seal"}
    assert b"The file has no seal" in told.sends(json.dumps(plain).encode()).content
    for seal in ("\ud800å", 7, None, ["0"]):
        page = told.sends(json.dumps(plain | {"seal": seal}).encode())
        assert b"its seal does not fit" in page.content
    other = sealed(file | {"round_key": "annan"})
    assert b"The file is of another round." in told.sends(json.dumps(other).encode()).content
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert b"larger than 20 MB" in told.sends(told.fetched()).content
    assert told.client.post(told.at("audit_check")).status_code == 422


def test_a_run_that_is_stopped_compares_nothing_and_keeps_no_file(told):
    answer = told.sends(told.fetched())
    run = AuditRun.objects.get()
    told.client.post(told.at("audit_stop", run.public_key))
    do_what_waits()
    page = told.client.get(answer.url)
    assert "It was stopped, and nothing was compared." in page.content.decode()
    assert AuditRun.objects.get().body_sealed == ""
    # Whoever has lost the part meanwhile is not answered.
    told.sends(told.fetched())
    told.made.roles.filter(part="reviewer").delete()
    do_what_waits()
    assert set(AuditRun.objects.values_list("state", flat=True)) == {State.STOPPED}
