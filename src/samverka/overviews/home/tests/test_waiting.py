"""What waits for each, on the page that greets them, one tap from where it is done."""

import datetime as dt

from django.urls import reverse

from samverka.delivery.budgets import actions as budgets
from samverka.delivery.groups.models import Group, GroupTask, Seat, Term
from samverka.delivery.participants.tests.factories import participant, rule
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Contact
from samverka.delivery.questions.models import Question
from samverka.delivery.working_time.actions import hand_in
from samverka.delivery.working_time.models import Allocation
from samverka.delivery.working_time.tests.factories import as_person, month_of
from samverka.overviews.home.waiting import waiting
from samverka.register.agreements.models import Agreement, AgreementVersion, Party, Signature
from tests.people import LONG_AGO, TODAY, person


def home(client, actor):
    client.force_login(actor.user)
    return client.get(reverse("home:home")).content.decode()


def test_a_question_waits_for_whoever_holds_the_function(cast, client):
    contact = Contact.objects.create(
        programme=cast.programme,
        organisation=cast.gr,
        function="Utvecklingsledare",
        holder=cast.petra.user,
        valid_from=LONG_AGO,
    )
    Question.objects.create(
        programme=cast.programme, contact=contact, title="Hur bokar man?", asked_for=cast.kungalv
    )
    assert "Hur bokar man?" in home(client, cast.petra)
    assert "Hur bokar man?" not in home(client, cast.ulla)


def test_a_plan_waits_to_be_approved_and_one_sent_back_to_be_changed(cast, client):
    plan = Plan.objects.create(
        programme=cast.programme, organisation=cast.kungalv, state=Plan.State.SENT
    )
    assert "Approve a plan" in home(client, cast.petra)
    assert "Change the plan" not in home(client, cast.karin)
    Plan.objects.update(state=Plan.State.SENT_BACK)
    where = reverse("plans:detail", args=[cast.programme.public_key, plan.public_key])
    assert where in home(client, cast.karin)
    assert "Approve a plan" not in home(client, cast.petra)


def test_costs_wait_to_be_checked_and_those_returned_to_be_corrected(cast, client):
    own = {"programme": cast.programme, "organisation": cast.kungalv, "by": cast.karin}
    budgets.add_cost(
        **own,
        kind="travel",
        text="Tåg",
        receipt="1",
        incurred_on=dt.date(2026, 2, 1),
        paid_on=None,
        amount=100,
    )
    report = budgets.hand_in(**own, until=TODAY, on=TODAY)
    assert "Check costs" in home(client, cast.erik)
    assert "Check costs" not in home(client, cast.karin)
    budgets.return_report(report=report, reason="Kvittot saknas.", by=cast.erik)
    assert "Correct the costs" in home(client, cast.karin)


def test_an_agreement_waits_for_the_party_that_has_not_signed_the_newest_version(cast, client):
    agreement = Agreement.objects.create(
        title="Överenskommelse om samverkan", kind="regional", keeper=cast.gr
    )
    first = AgreementVersion.objects.create(agreement=agreement, number=1)
    party = Party.objects.create(agreement=agreement, organisation=cast.kungalv)
    assert "Sign an agreement" in home(client, cast.karin)
    Signature.objects.create(version=first, party=party, signed_on=TODAY, function="Ordförande")
    assert "Sign an agreement" not in home(client, cast.karin)
    AgreementVersion.objects.create(agreement=agreement, number=2)
    assert "Sign an agreement" in home(client, cast.karin)
    Party.objects.update(valid_to=TODAY)
    assert "Sign an agreement" not in home(client, cast.karin)


def test_a_task_waits_for_whoever_sits_on_the_seat_and_says_when_it_is_late(cast, client):
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
    GroupTask.objects.create(
        group=group, seat=seat, title="Skriv förslaget", due_on=TODAY - dt.timedelta(days=1)
    )
    shown = home(client, cast.karin)
    assert "Skriv förslaget, Arbetsgruppen" in shown
    assert 'class="status late"' in shown
    assert "Skriv förslaget" not in home(client, cast.petra)


def test_where_nothing_waits_nothing_is_said_of_it(cast, client):
    assert "Waits for you" not in home(client, cast.petra)


def test_the_page_asks_at_most_ten_questions_of_a_leader(
    cast, client, django_assert_max_num_queries
):
    home(client, cast.petra)
    with django_assert_max_num_queries(10):
        client.get(reverse("home:home"))


def test_what_is_missing_of_participants_waits_for_those_who_may_fill_it_in(cast):
    rule(cast, "participants", asks=("sex",))
    participant(cast, person("Amanda", cast.kungalv))
    participant(cast, person("Berit", cast.kungalv), sex="woman")
    told = [(row.what, row.about) for row in waiting(cast.ulla, on=TODAY)]
    assert told == [("Fill in what is missing of 1 participant", "Föräldrastöd för nyanlända")]
    assert not waiting(cast.petra, on=TODAY)
    assert not waiting(cast.sara, on=TODAY)


def test_a_month_that_is_not_handed_in_waits_for_the_person_and_then_for_the_employer(
    cast, settings
):
    settings.FIXED_TODAY = TODAY.isoformat()
    sara = as_person(cast.sara, cast.kungalv)
    report = month_of(cast, sara, {2: 450})
    Allocation.objects.update(valid_from=report.month)
    told = [(row.what, row.is_late) for row in waiting(cast.sara, on=TODAY)]
    assert told == [("Your time in February 2026 is not handed in", True)]
    assert not waiting(cast.ulla, on=TODAY)
    hand_in(report=report, minutes={}, on=TODAY, by=cast.sara)
    assert not waiting(cast.sara, on=TODAY)
    told = [(row.what, row.about) for row in waiting(cast.ulla, on=TODAY)]
    assert told == [("Approve time", "Sara Exempel, February 2026")]


def test_several_months_of_a_programme_that_are_not_handed_in_are_one_thing_to_do(cast, settings):
    settings.FIXED_TODAY = TODAY.isoformat()
    report = month_of(cast, as_person(cast.sara, cast.kungalv), {2: 450})
    Allocation.objects.update(valid_from=LONG_AGO)
    (row,) = waiting(cast.sara, on=TODAY)
    assert row.what == "Your time of 5 months is not handed in, the latest February 2026"
    assert (row.about, row.url) == (report.programme.name, reverse("working_time:mine"))
