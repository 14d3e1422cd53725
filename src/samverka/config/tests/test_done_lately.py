"""What one did oneself stands in one list for thirty days, with its undo or why there is none."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.tests.factories import training_day
from samverka.foundation.accounts.actor import ACTING_AS
from samverka.foundation.accounts.models import Role
from samverka.foundation.deeds import actions
from samverka.foundation.deeds.models import Deed
from samverka.register.partners.models import Appointment, Organisation
from samverka.toolkit.clock import now
from tests.people import LONG_AGO
from tests.strict_html import hold_together

LATELY = reverse("deeds:lately")


@pytest.fixture
def petra(cast):
    return signed_in(cast.petra)


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def cancelled(cast, client, title="Utbildningsdag") -> Activity:
    activity = training_day(cast, title=title)
    client.post(reverse("activities:cancel", args=[activity.public_key]), {"reason": "Storm"})
    activity.refresh_from_db()
    assert activity.is_cancelled
    return activity


def lines(client):
    return client.get(LATELY).context["deeds"]


def press(client, line):
    """The button of a line."""
    return client.post(line["undo"], {"_undo": "1"}, follow=True)


def test_what_was_cancelled_days_ago_in_another_session_is_taken_back(cast, petra):
    activity = cancelled(cast, petra)
    petra.get(reverse("activities:detail", args=[activity.public_key]))
    Deed.objects.update(done_at=now() - dt.timedelta(days=29))
    later = signed_in(cast.petra)
    hold_together(later.get(LATELY).text)
    [line] = lines(later)
    assert activity.title in line["title"]
    assert line["page"] == reverse("activities:detail", args=[activity.public_key])
    press(later, line)
    activity.refresh_from_db()
    assert not activity.is_cancelled
    [line] = lines(later)
    assert line["deed"].taken_back_at
    assert not line["undo"]


def test_rows_of_a_list_are_taken_back_in_another_session_and_later_deeds_stay(cast, petra):
    """Undo used to reach the last deed of a list, and no further than the session."""
    first, second = (
        Organisation.objects.create(name=name, kind=Organisation.Kind.UNIVERSITY)
        for name in ("Alfa", "Beta")
    )
    for one in (first, second):
        petra.post(reverse("partners:many_close"), {"row": one.public_key})
    later = signed_in(cast.petra)
    old = lines(later)[-1]
    press(later, old)
    closed = Organisation.objects.filter(pk__in=[first.pk, second.pk], valid_to=None)
    assert [one.name for one in closed] == ["Alfa"]


def test_nobody_sees_anothers(cast, petra):
    cancelled(cast, petra)
    olga = signed_in(cast.olga)
    assert lines(olga) == []


def test_what_cannot_be_taken_back_says_why(cast, petra):
    activity = cancelled(cast, petra)
    [line] = lines(petra)
    activity.sessions.all().delete()
    Activity.objects.filter(pk=activity.pk).delete()
    answer = press(petra, line)
    assert answer.redirect_chain[-1][0] == LATELY
    [line] = lines(petra)
    assert "no longer yours" in line["why"]
    assert not line["deed"].taken_back_at


def test_what_was_done_in_another_role_says_which_or_that_it_is_gone(cast, petra):
    cancelled(cast, petra)
    Appointment.objects.create(
        user=cast.petra.user, organisation=cast.osby, role=Role.ORGANISER, valid_from=LONG_AGO
    )
    session = petra.session
    session[ACTING_AS] = f"{Role.ORGANISER}-{cast.osby.pk}-0"
    session.save()
    [line] = lines(petra)
    assert (line["undo"], line["in_role"]) == ("", "Programme leader, Göteborgsregionen")
    Appointment.objects.filter(user=cast.petra.user, organisation=cast.gr).delete()
    [line] = lines(petra)
    assert (line["undo"], line["in_role"]) == ("", "")
    assert "in a role that you no longer have" in petra.get(LATELY).text


def test_the_same_undo_twice_is_one_line(cast, petra):
    activity = cancelled(cast, petra)
    Activity.objects.filter(pk=activity.pk).update(is_cancelled=False)
    petra.post(reverse("activities:cancel", args=[activity.public_key]), {"reason": "Regn"})
    assert len(lines(petra)) == 1


def test_undo_pressed_twice_leaves_what_somebody_did_after_the_first_press(cast, petra):
    activity = cancelled(cast, petra)
    [line] = lines(petra)
    press(petra, line)
    signed_in(cast.olga).post(
        reverse("activities:cancel", args=[activity.public_key]), {"reason": "Regn"}
    )
    answer = press(petra, line)
    assert "It is undone already. Nothing more was changed." in answer.text
    activity.refresh_from_db()
    assert activity.is_cancelled


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_undo_on_a_page_that_is_thirty_one_days_old_changes_nothing(cast, petra, is_forgotten):
    activity = cancelled(cast, petra)
    [line] = lines(petra)
    Deed.objects.update(done_at=now() - dt.timedelta(days=31))
    if is_forgotten:
        actions.forget_old(by=cast.petra)
    assert "Undo is there for 30 days" in press(petra, line).text
    activity.refresh_from_db()
    assert activity.is_cancelled


def test_nobody_takes_back_what_another_did_by_its_button(cast, petra):
    activity = cancelled(cast, petra)
    [line] = lines(petra)
    assert "for whoever did it" in press(signed_in(cast.olga), line).text
    activity.refresh_from_db()
    assert activity.is_cancelled


def test_after_thirty_days_nothing_is_left(cast, petra):
    cancelled(cast, petra)
    Deed.objects.update(done_at=now() - dt.timedelta(days=31))
    assert lines(petra) == []
    actions.forget_old(by=cast.petra)
    assert not Deed.objects.exists()


def test_the_table_tells_nobody_what_was_done(cast, petra):
    cancelled(cast, petra, title="Träff om Amanda Exempel")
    petra.get(reverse("activities:list"))
    row = Deed.objects.values().get()
    assert not [
        value for value in row.values() if "Amanda" in str(value) or str(value).startswith("/")
    ]


def test_many_lines_cost_as_few_questions_as_one(cast, petra, django_assert_num_queries):
    for number in range(3):
        cancelled(cast, petra, title=f"Dag {number}")
    petra.get(LATELY)
    with django_assert_num_queries(5):
        assert len(lines(petra)) == 3
