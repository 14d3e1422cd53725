"""Of many of one kind the first are shown, and how many more there are, with a way to each."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Registration
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.feedback.tests.factories import FULL, answered, asked
from samverka.delivery.groups.models import Group, GroupTask, Seat, Term
from samverka.delivery.participants.tests.factories import participant, rule
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import (
    Contact,
    Fund,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.delivery.questions.models import Question
from samverka.overviews.home.things import MOST
from samverka.overviews.home.waiting import waiting
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import local_now
from tests.people import LONG_AGO, TODAY, person

pytestmark = pytest.mark.both

MANY = MOST + 3
DAY = dt.timedelta(days=1)


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    client.cookies["django_language"] = "en"
    return client


def plans(cast):
    """Each partner has sent its plan to Petra."""
    for number in range(MANY):
        one = Organisation.objects.create(name=f"Kommun {number}", kind="municipality")
        Plan.objects.create(programme=cast.programme, organisation=one, state=Plan.State.SENT)
    return cast.petra


def questions(cast):
    contact = Contact.objects.create(
        programme=cast.programme,
        organisation=cast.gr,
        function="Utvecklingsledare",
        holder=cast.petra.user,
        valid_from=LONG_AGO,
    )
    for number in range(MANY):
        Question.objects.create(
            programme=cast.programme,
            contact=contact,
            title=f"Fråga {number}",
            asked_for=cast.kungalv,
        )
    return cast.petra


def tasks(cast):
    """Karin sits on the seat; half of what is hers to do is late."""
    karin = person("Karin", cast.kungalv)
    karin.user = cast.karin.user
    karin.save()
    group = Group.objects.create(
        programme=cast.programme, name="Arbetsgruppen", kind=Group.Kind.WORKING, convener=cast.gr
    )
    seat = Seat.objects.create(
        group=group, number=1, function="Ledamot", organisation=cast.kungalv
    )
    Term.objects.create(seat=seat, person=karin, organisation=cast.kungalv, valid_from=LONG_AGO)
    for number in range(MANY):
        due_on = TODAY + (number - MANY // 2) * DAY if number else None
        GroupTask.objects.create(group=group, seat=seat, title=f"Nr {number}", due_on=due_on)
    return cast.karin


@pytest.mark.parametrize("make", [plans, questions, tasks])
def test_those_beyond_the_first_are_counted_and_found_behind_the_link(cast, make):
    actor = make(cast)
    client = signed_in(actor)
    shown = waiting(actor, on=TODAY)
    (more,) = [row for row in shown if row.about == "and 3 more"]
    assert len([row for row in shown if row.kind == more.kind]) == MOST + 1
    assert more.what == next(row.what for row in shown if row.kind == more.kind)
    home = client.get(reverse("home:home")).text
    assert f'href="{more.url}"' in home
    page = client.get(more.url)
    found = page.context["waiting"]
    assert len({(row.about, row.url) for row in found}) == MANY
    assert {row.kind for row in found} == {more.kind}
    # The first are the same, in the same order.
    of_home = [row for row in shown if row.kind == more.kind and row != more]
    assert [row for row in found if row in of_home] == of_home


def test_what_is_counted_of_each_is_summed_of_those_not_shown(cast):
    """Five comments at each of eight activities: fifteen, of three of them, are not shown."""
    for number in range(MANY):
        answered(asked(cast, title=f"Dag {number}"), *[FULL] * 5, best="Övningarna")
    (more,) = [row for row in waiting(cast.olga, on=TODAY) if row.about == "and 3 more"]
    assert more.what == "15 comments to read first"
    found = signed_in(cast.olga).get(more.url).context["waiting"]
    assert [row.what for row in found] == ["5 comments to read first"] * MANY


def test_participants_not_shown_are_summed_over_their_programmes(cast):
    rule(cast, "participants", asks=("sex",))
    fund = Fund.objects.get()
    for number in range(MANY):
        programme = Programme.objects.create(
            name=f"Program {number}", slug=f"p{number}", owner=cast.gr
        )
        ProgrammeFund.objects.create(programme=programme, fund=fund)
        Participation.objects.create(
            programme=programme, organisation=cast.kungalv, part="participant", valid_from=LONG_AGO
        )
        participant(replace(cast, programme=programme), person(f"Amanda{number}", cast.kungalv))
    (more,) = [row for row in waiting(cast.ulla, on=TODAY) if row.about == "and 3 more"]
    assert more.what == "Fill in what is missing of 3 participants"


def test_where_five_wait_nothing_is_said_of_more(cast):
    for number in range(MOST):
        one = Organisation.objects.create(name=f"Kommun {number}", kind="municipality")
        Plan.objects.create(programme=cast.programme, organisation=one, state=Plan.State.SENT)
    assert len(waiting(cast.petra, on=TODAY)) == MOST
    assert "more" not in {row.about.split()[-1] for row in waiting(cast.petra, on=TODAY)}


def test_what_is_done_meanwhile_leaves_a_page_that_says_so_and_shows_the_rest(cast):
    plans(cast)
    petra = signed_in(cast.petra)
    (more,) = [row for row in waiting(cast.petra, on=TODAY) if row.about == "and 3 more"]
    Plan.objects.update(state=Plan.State.SENT_BACK)
    questions(cast)
    page = petra.get(more.url).text
    assert "Nothing of this waits for you any more." in page
    assert f'href="{reverse("home:waiting")}"' in page
    assert len(petra.get(reverse("home:waiting")).context["waiting"]) == MANY


def test_nobody_finds_what_waits_for_another(cast):
    plans(cast)
    (more,) = [row for row in waiting(cast.petra, on=TODAY) if row.about == "and 3 more"]
    assert signed_in(cast.karin).get(more.url).context["waiting"] == []


def test_an_offered_seat_stands_before_what_only_waits_the_soonest_answer_first(cast):
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save()
    for title, days in (("Väntar", None), ("Sen", 4), ("Snar", 1)):
        Registration.objects.create(
            activity=training_day(cast, TODAY + 9 * DAY, title=title),
            person=sara,
            organisation=cast.kungalv,
            state="offered" if days else "waiting",
            answer_by=local_now() + days * DAY if days else None,
        )
    blocks = signed_in(cast.sara).get(reverse("home:home")).context["blocks"]
    waits = next(block.facts["waits"] for block in blocks if "waits" in block.facts)
    assert [place.activity.title for place in waits] == ["Snar", "Sen", "Väntar"]
