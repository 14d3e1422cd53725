"""All that concerns a municipality in what one sees."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.plans.models import Plan
from samverka.delivery.questions.models import Question
from samverka.overviews.organisation.municipality import ORGANISATIONS_SHOWN, SHOWN
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from tests.people import LONG_AGO, TODAY


@pytest.fixture
def read(client, cast):
    def reads(name: str, code: str = "1482") -> str:
        client.force_login(cast.actor(name).user)
        return client.get(reverse("organisation:municipality", args=[code])).content.decode()

    return reads


def of_kungalv(cast) -> list[str]:
    """The addresses of what belongs to it: its unit, a day there, a plan, an agreement."""
    unit = Organisation.objects.create(name="Sfi", kind="unit", part_of=cast.kungalv)
    day = training_day(cast, TODAY + dt.timedelta(days=3), title="Samtal genom tolk")
    day.organiser = cast.kungalv
    day.save()
    plan = Plan.objects.create(programme=cast.programme, organisation=cast.kungalv)
    question = Question.objects.create(
        programme=cast.programme, title="Vem bokar?", asked_for=cast.kungalv
    )
    agreement = Agreement.objects.create(title="Om tolk", kind="local", keeper=cast.kungalv)
    agreement.parties.create(organisation=cast.kungalv, valid_from=LONG_AGO)
    return [
        reverse("organisation:detail", args=[cast.kungalv.public_key]),
        reverse("organisation:detail", args=[unit.public_key]),
        reverse("programme:detail", args=[cast.programme.public_key]),
        reverse("activities:detail", args=[day.public_key]),
        reverse("plans:detail", args=[cast.programme.public_key, plan.public_key]),
        reverse("questions:detail", args=[question.public_key]),
        reverse("agreements:detail", args=[agreement.public_key]),
    ]


def test_its_own_leader_finds_all_of_it_and_somebody_outside_only_what_is_no_secret(cast, read):
    pages = of_kungalv(cast)
    shown = read("karin")
    assert [page for page in pages if page not in shown] == []
    outside = read("eve")
    assert [page for page in pages if page in outside] == pages[:2]
    assert [page for page in pages[3:] if page in read("karin", "1402")] == []


def test_it_asks_as_many_questions_however_much_there_is(cast, client):
    def asked() -> int:
        client.force_login(cast.karin.user)
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("organisation:municipality", args=["1482"]))
        return len(questions)

    of_kungalv(cast)
    few = asked()
    assert few <= 10
    for number in range(4):
        day = training_day(cast, TODAY + dt.timedelta(days=number), title=f"Dag {number}")
        day.organiser = cast.kungalv
        day.save()
        Organisation.objects.create(name=f"Enhet {number}", kind="unit", part_of=cast.kungalv)
    assert asked() <= few


def test_what_is_much_is_shown_in_part_and_leads_to_the_lists(cast, read):
    of_kungalv(cast)
    lists = [
        f'{reverse(name)}?municipality=1482"'
        for name in ("activities:list", "organisation:list", "partners:units")
    ]
    assert not any(address in read("karin") for address in lists)
    for number in range(SHOWN):
        day = training_day(cast, TODAY + dt.timedelta(days=number), title=f"Dag {number}")
        day.organiser = cast.kungalv
        day.save()
    Organisation.objects.bulk_create(
        Organisation(name=f"Enhet {number:03}", kind="unit", part_of=cast.kungalv)
        for number in range(ORGANISATIONS_SHOWN)
    )
    page = read("karin")
    assert all(address in page for address in lists)
    assert page.count("Dag ") == SHOWN - 1  # and the one that was there
    assert cast.kungalv.name in page
    assert f"Enhet {ORGANISATIONS_SHOWN - 1:03}" not in page


def test_what_was_last_stands_first(cast, read):
    for number, name in enumerate(("Först", "Sist")):
        Question.objects.create(
            programme=cast.programme,
            title=name,
            asked_for=cast.kungalv,
            asked_at=now() + dt.timedelta(hours=number),
        )
    page = read("karin")
    assert page.index("Sist") < page.index("Först")


def test_a_code_that_is_none_opens_nothing(cast, client):
    client.force_login(cast.karin.user)
    url = reverse("organisation:municipality", args=["9999"])
    assert client.get(url).status_code == 404
