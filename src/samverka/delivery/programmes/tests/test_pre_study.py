"""A pre-study is decided on, and what it found goes on into the project (S91, S19, S107)."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import Finding, PreStudy, Programme, ProgrammeLink


@pytest.fixture
def petra(cast):
    client = Client()
    client.force_login(cast.petra.user)
    return client


def address(name, programme):
    return reverse(f"programmes:{name}", args=[programme.public_key])


@pytest.fixture
def study(cast):
    PreStudy.objects.create(
        programme=cast.programme, question="Behövs yrkes-sfi?", recommendation="Ja, mot vården"
    )
    for number, text in enumerate(("Språket behövs först", "Arbetsplatsen lär ut"), start=1):
        Finding.objects.create(
            programme=cast.programme, number=number, kind=Finding.Kind.FINDING, text=text
        )
    return cast.programme


DECIDED = {"decided_on": "2026-03-10", "decided_by": "Styrgruppen", "ground": "Behovet är visat"}


def test_going_on_makes_a_project_that_begins_with_the_findings(petra, study, cast):
    sent = {**DECIDED, "decision": "go", "project_name": "Yrkes-sfi mot vården"}
    answer = petra.post(address("decide", study), sent, follow=True)
    project = Programme.objects.get(name="Yrkes-sfi mot vården")
    assert (project.kind, project.owner) == (Programme.Kind.PROJECT, cast.gr)
    assert project.builds_on.get().earlier == study
    assert project.builds_on.get().kind == ProgrammeLink.Kind.FOLLOWS_PRE_STUDY
    shown = answer.content.decode()
    assert "Språket behövs först" in shown
    assert "Arbetsplatsen lär ut" in shown
    assert [row.kind for row in project.findings.all()] == [Finding.Kind.HYPOTHESIS] * 2


def test_not_going_on_makes_nothing_and_tells_why(petra, study):
    sent = {**DECIDED, "decision": "no_go"}
    answer = petra.post(address("decide", study), sent, follow=True)
    assert Programme.objects.count() == 1
    assert "Behovet är visat" in answer.content.decode()


def test_nothing_is_decided_on_a_study_without_a_recommendation(petra, study):
    PreStudy.objects.update(recommendation="")
    sent = {**DECIDED, "decision": "go", "project_name": "Yrkes-sfi"}
    answer = petra.post(address("decide", study), sent)
    assert answer.status_code == 422
    assert "no recommendation yet" in answer.content.decode()
    assert Programme.objects.count() == 1


def test_a_project_needs_a_name(petra, study):
    answer = petra.post(address("decide", study), {**DECIDED, "decision": "go"})
    assert "Write what the project is to be called." in answer.content.decode()


def test_findings_of_an_earlier_programme_are_taken_up_once(petra, study, cast):
    later = Programme.objects.create(slug="sg", name="SG 2022", owner=cast.gr)
    later.participations.create(organisation=cast.gr, part="owner")
    ProgrammeLink.objects.create(earlier=study, later=later, kind="builds_on")
    first = study.findings.get(number=1)
    answer = petra.post(address("carry_over", later), {"findings": [first.pk]}, follow=True)
    assert "from Föräldrastöd för nyanlända" in answer.content.decode()
    assert later.findings.get().taken_from == first
    left = petra.get(address("carry_over", later)).content.decode()
    assert "Arbetsplatsen lär ut" in left
    assert "Språket behövs först" not in left
