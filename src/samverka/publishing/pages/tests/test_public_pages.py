"""What anybody reads of a programme, without signing in, and how they write to it."""

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.groups.actions import call_meeting
from samverka.delivery.groups.tests.factories import group
from samverka.delivery.programmes.actions import set_goal
from samverka.delivery.programmes.models import Contact, Participation, Programme
from samverka.delivery.questions.models import DeskRule, Question
from samverka.publishing.pages import limits
from samverka.toolkit.clock import now
from tests.people import LONG_AGO, TODAY, municipality

# S116: each municipality of Samverkan Gävleborg 2022 has a sub-project leader.
MUNICIPALITIES = {
    "2183": "Bollnäs",
    "2104": "Hofors",
    "2182": "Söderhamn",
    "2184": "Hudiksvall",
    "2101": "Ockelbo",
    "2121": "Ovanåker",
    "2132": "Nordanstig",
    "2180": "Gävle",
}


@pytest.fixture
def shown(cast):
    Programme.objects.update(is_public=True)
    cache.clear()
    return cast


def function(cast, title="Utvecklingsledare", organisation=None, **facts) -> Contact:
    given = {"is_public": True, "valid_from": LONG_AGO, "holder": cast.petra.user, **facts}
    return Contact.objects.create(
        programme=cast.programme,
        organisation=organisation or cast.gr,
        function=title,
        email="funktion@example.org",
        **given,
    )


def page(client, cast, name="programme", **keys):
    return client.get(reverse(f"pages:{name}", kwargs={"slug": cast.programme.slug, **keys}))


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_programme_that_is_not_public_is_found_by_nobody(cast, client):
    assert page(client, cast).status_code == 404
    assert page(client, cast, "news").status_code == 404
    assert cast.programme.name not in text_of(client.get(reverse("pages:programmes")))


def test_whoever_is_signed_in_is_led_home_and_not_asked_to_sign_in(shown, client):
    assert "Sign in</a>" in text_of(page(client, shown))
    client.force_login(shown.petra.user)
    seen = text_of(page(client, shown))
    assert "Sign in</a>" not in seen
    assert ">Home</a>" in seen


def test_the_page_says_who_what_when_and_the_day_the_record_was_changed(shown, client):
    set_goal(
        programme=shown.programme,
        number="1",
        title="Trygga föräldrar",
        owner=shown.gr,
        parent=None,
        by=shown.petra,
    )
    Programme.objects.update(changed_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    training_day(shown, TOMORROW)
    text = text_of(page(client, shown))
    for words in (
        "Göteborgsregionen",
        "Kungälv kommun",
        "Trygga föräldrar",
        "Att arbeta med tolk",
    ):
        assert words in text
    assert 'datetime="2026-03-02"' in text


def test_the_page_asks_for_no_cookie(shown, client):
    page(client, shown)
    client.get(reverse("pages:programmes"))
    assert not client.cookies


def test_a_function_is_gone_from_the_page_the_day_its_period_is_over(shown, client):
    contact = function(shown)
    assert "Utvecklingsledare" in text_of(page(client, shown))
    Contact.objects.update(valid_to=TODAY)
    assert "Utvecklingsledare" not in text_of(page(client, shown))
    assert page(client, shown, "letter", key=contact.public_key).status_code == 404
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_a_function_that_is_not_for_the_public_is_not_on_the_page(shown, client):
    function(shown, is_public=False)
    assert "Utvecklingsledare" not in text_of(page(client, shown))


def test_every_one_of_eight_municipalities_has_its_sub_project_leader_on_the_page(shown, client):
    for code, name in MUNICIPALITIES.items():
        partner = municipality(code, name)
        Participation.objects.create(
            programme=shown.programme,
            organisation=partner,
            part="participant",
            valid_from=LONG_AGO,
        )
        function(shown, "Delprojektledare", partner)
    text = text_of(page(client, shown))
    assert text.count('<strong lang="sv" dir="ltr">Delprojektledare</strong>') == 8
    for name in MUNICIPALITIES.values():
        assert f"{name} kommun" in text


def write(client, cast, contact, **other):
    typed = {
        "title": "Kursstart",
        "text": "När börjar nästa kurs?",
        "outside_email": "sokande@example.org",
        "outside_name": "",
        "website": "",
        **other,
    }
    where = reverse("pages:letter", args=[cast.programme.slug, contact.public_key])
    return client.post(where, typed)


def test_a_letter_reaches_whoever_holds_the_function_and_shows_no_address(
    shown, client, django_capture_on_commit_callbacks
):
    contact = function(shown)
    everything = text_of(page(client, shown)) + text_of(
        page(client, shown, "letter", key=contact.public_key)
    )
    assert "@example.org" not in everything
    assert shown.petra.user.name not in everything
    answer = write(client, shown, contact)
    assert answer.status_code == 302
    question = Question.objects.get()
    assert (question.contact, question.title) == (contact, "Kursstart")
    assert question.outside_email == "sokande@example.org"


def test_a_letter_without_a_way_to_answer_is_not_sent_and_what_was_typed_stays(shown, client):
    answer = write(client, shown, function(shown), outside_email="fel")
    assert "När börjar nästa kurs?" in text_of(answer)
    assert not Question.objects.exists()


def test_whoever_writes_too_often_is_asked_to_wait_and_loses_nothing(shown, client):
    contact = function(shown)
    for _ in range(limits.FROM_ONE_SENDER):
        assert write(client, shown, contact).status_code == 302
    answer = write(client, shown, contact)
    assert answer.status_code == 429
    assert "Wait an hour" in text_of(answer)
    assert "När börjar nästa kurs?" in text_of(answer)
    assert Question.objects.count() == limits.FROM_ONE_SENDER


def test_one_function_is_not_flooded_by_many_senders(shown, client):
    contact = function(shown)
    answers = [
        client.post(
            reverse("pages:letter", args=[shown.programme.slug, contact.public_key]),
            {"title": "Hej", "text": "Hej", "outside_email": "a@example.org"},
            REMOTE_ADDR=f"192.0.2.{number}",
        ).status_code
        for number in range(limits.TO_ONE_FUNCTION + 1)
    ]
    assert answers == [302] * limits.TO_ONE_FUNCTION + [429]


def test_the_hour_lasts_an_hour_however_many_write_in_it(shown):
    began = now()

    def writes(minutes: int) -> bool:
        return limits.may_write("192.0.2.1", "a", at=began + dt.timedelta(minutes=minutes))

    assert [writes(10 * n) for n in range(limits.FROM_ONE_SENDER)] == [True] * 5
    assert not writes(59)
    assert writes(61)


def test_behind_a_proxy_the_visitors_are_counted_and_not_the_proxy(shown, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    contact = function(shown)
    url = reverse("pages:letter", args=[shown.programme.slug, contact.public_key])
    typed = {"title": "Hej", "text": "Hej", "outside_email": "a@example.org"}
    answers = [
        client.post(url, typed, headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(limits.FROM_ONE_SENDER + 1)
    ]
    assert set(answers) == {302}


def test_a_groups_own_meeting_is_no_news(shown, client):
    call_meeting(
        group=group(shown),
        held_on=TOMORROW,
        starts=dt.time(9),
        ends=dt.time(10),
        place="Sal 4",
        counts_hours=True,
        on=TODAY,
        by=shown.petra,
    )
    assert "Sal 4" not in text_of(page(client, shown)) + text_of(page(client, shown, "news"))


def test_the_feed_opens_whatever_was_pasted_into_a_title(shown, client):
    Activity.objects.filter(pk=training_day(shown, TOMORROW).pk).update(
        title="Tolk\x0b <b>& co</b>"
    )
    (item,) = ET.fromstring(page(client, shown, "news").content).iter("item")
    assert item.findtext("title") == "Tolk <b>& co</b>"


def test_a_program_that_fills_in_every_field_is_thanked_and_not_heard(shown, client):
    assert write(client, shown, function(shown), website="http://x.example").status_code == 302
    assert not Question.objects.exists()
    assert not mail.outbox


def test_the_feed_is_rss_with_what_a_reader_needs(shown, client):
    training_day(shown, TOMORROW)
    answer = page(client, shown, "news")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    rss = ET.fromstring(answer.content)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channel = rss.find("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name)
    (item,) = channel.findall("item")
    assert item.findtext("title") == "Att arbeta med tolk"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate")


def test_the_notice_says_purpose_ground_and_how_long_from_the_rule_in_force(shown, client):
    DeskRule.objects.filter(programme=None, subject="outside").delete()
    DeskRule.objects.create(
        subject="outside", days=90, source="Regionens beslut", valid_from=LONG_AGO
    )
    text = text_of(client.get(reverse("pages:personal_data")))
    assert "removed 90 days after" in text
    for words in ("What for", "On what ground", "How long", "Integritetsskyddsmyndigheten"):
        assert words in text


def test_a_page_asks_the_same_number_of_questions_for_many_functions(
    shown, client, django_assert_max_num_queries
):
    for number in range(12):
        function(shown, f"Funktion {number}")
    with django_assert_max_num_queries(10):
        page(client, shown)


def test_a_programme_without_days_in_its_source_has_a_page(shown, client):
    bare = Programme.objects.create(slug="grint", name="GRINT", owner=shown.gr, is_public=True)
    assert "GRINT" in text_of(page(client, replace(shown, programme=bare)))


def test_one_press_leaves_for_a_page_that_the_region_has_chosen(shown, client, settings):
    settings.LEAVE_TO = "https://vader.example/"
    text = text_of(page(client, shown))
    assert 'rel="noreferrer" href="https://vader.example/" data-leave' in text
