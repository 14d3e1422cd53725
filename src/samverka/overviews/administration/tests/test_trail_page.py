"""The organisation's administrator reads and searches the trail."""

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.foundation.accounts.models import Role
from samverka.foundation.audit import trail
from samverka.foundation.audit.models import Event
from samverka.overviews.administration.sentences import SENTENCES
from samverka.overviews.administration.views import EVENTS_AT_ONCE, EVENTS_ON_A_PAGE
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.toolkit.clock import now
from tests.people import TODAY, appoint, person

TRAIL = "/administration/handelser/"


@pytest.fixture
def ada(cast, client):
    client.force_login(cast.ada.user)
    return client


def shown(client, **asked) -> list[dict]:
    return client.get(TRAIL, asked).context["rows"]


def many(cast, count: int):
    when = now() - dt.timedelta(days=1)
    Event.objects.bulk_create(
        Event(
            happened_at=when + dt.timedelta(seconds=number // 3),
            user_id=cast.olga.user.pk,
            role="organiser",
            organisation_id=cast.gr.pk,
            verb="read",
            about="programmes.Programme",
            about_id=str(number),
            person_id=number,
            fields=[f"code-{number}"],
        )
        for number in range(count)
    )


def test_it_tells_who_did_what_about_what(cast, ada):
    trail.note(by=cast.olga, verb="programmes.fact_corrected", about=cast.programme)
    (row,) = shown(ada)
    assert (row["user"], row["role"]) == ("Olga Exempel", Role.ORGANISER.label)
    assert row["what"] == SENTENCES["programmes.fact_corrected"]
    assert str(row["what"]) in ada.get(TRAIL).content.decode()


def test_what_changed_is_told_in_the_words_of_the_forms_never_with_what_stood_there(cast, ada):
    amanda = person("Amanda", cast.gr)
    trail.note(
        by=cast.olga,
        verb="people.person_corrected",
        about=amanda,
        person_id=amanda.pk,
        fields=["family_name", "phone"],
    )
    ada.cookies["django_language"] = "en"
    assert [row["fields"] for row in shown(ada)] == ["family name, telephone"]


def test_what_was_done_for_units_is_there_and_for_others_is_not(cast, ada):
    unit = Organisation.objects.create(name="Integration", kind="unit", part_of=cast.gr)
    trail.note(by=appoint("ulf", "unit_head", unit), verb="read", about=unit)
    trail.note(by=cast.karin, verb="read", about=cast.programme)
    assert [row["user"] for row in shown(ada)] == ["Ulf Exempel"]


def test_it_is_searched_by_user_verb_and_day(cast, ada):
    trail.note(by=cast.olga, verb="programmes.fact_added", about=cast.programme)
    trail.note(by=cast.petra, verb="read", about=cast.programme)
    today = now().date()
    tomorrow = today + dt.timedelta(days=1)
    assert [row["user"] for row in shown(ada, user="olga")] == ["Olga Exempel"]
    assert [row["user"] for row in shown(ada, user="petra@example.org")] == ["Petra Exempel"]
    assert [row["user"] for row in shown(ada, verb="read")] == ["Petra Exempel"]
    assert len(shown(ada, since=today - dt.timedelta(days=1), until=tomorrow)) == 2
    assert shown(ada, since=tomorrow + dt.timedelta(days=1)) == []


def test_who_has_seen_a_person_is_found_by_the_persons_code_and_no_name_is_shown(cast, ada):
    amanda, bo = person("Amanda", cast.gr), person("Bo", cast.gr)
    trail.note_read(by=cast.olga, about=cast.gr, person_ids=[amanda.pk])
    trail.note_read(by=cast.petra, about=cast.gr, person_ids=[bo.pk])
    (row,) = shown(ada, person=amanda.public_key)
    assert (row["user"], row["person"]) == ("Olga Exempel", amanda.public_key)
    assert "Amanda" not in ada.get(TRAIL).content.decode()


def test_what_it_is_about_is_told_by_name_where_it_has_one(cast, ada):
    trail.note(by=cast.olga, verb="read", about=cast.programme)
    trail.note(by=cast.ada, verb="accounts.closed", about=cast.olga.user)
    assert [row["about"] for row in shown(ada)] == ["Olga Exempel", "Föräldrastöd för nyanlända"]


def test_a_search_that_is_not_understood_says_so_and_finds_nothing(cast, ada):
    trail.note(by=cast.olga, verb="read", about=cast.programme)
    answer = ada.get(TRAIL, {"since": "yesterday"})
    assert answer.context["rows"] == []
    assert answer.context["form"].errors["since"]


def test_paging_shows_every_note_once_also_those_of_one_moment(cast, ada):
    many(cast, 2 * EVENTS_ON_A_PAGE + 7)
    seen, address = [], TRAIL
    while address:
        page = ada.get(address).context
        seen += re.findall(r"code-\d+", " ".join(row["fields"] for row in page["rows"]))
        address = f"{TRAIL}?{page['older']}" if page["older"] else ""
    assert len(seen) == len(set(seen)) == 2 * EVENTS_ON_A_PAGE + 7


def test_a_page_takes_as_many_queries_however_long_the_trail_is(cast, ada):
    ada.get(TRAIL)
    counts = []
    for count in (5, 100):
        many(cast, count)
        with CaptureQueriesContext(connection) as queries:
            ada.get(TRAIL, {"user": "olga", "verb": "read"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_the_file_holds_what_the_search_finds_and_taking_it_out_is_noted(cast, ada):
    many(cast, 60)
    trail.note(by=cast.petra, verb="programmes.fact_added", about=cast.programme)
    answer = ada.get(reverse("administration:trail_file"), {"user": "olga"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + 60
    assert {row[1] for row in rows[1:]} == {"Olga Exempel"}
    assert Event.objects.filter(verb="audit.trail_taken_out", user_id=cast.ada.user.pk).exists()


def test_a_long_file_is_whole(cast, ada):
    many(cast, EVENTS_AT_ONCE + 7)
    answer = ada.get(reverse("administration:trail_file"), {"verb": "read"})
    assert len(b"".join(answer.streaming_content).splitlines()) == 1 + EVENTS_AT_ONCE + 7


def test_the_code_of_a_child_is_told_with_the_role_for_it_only(cast, ada):
    amanda = person("Amanda", cast.gr)
    people.set_children(persons=[amanda.pk], is_child=True, about=cast.programme, by=cast.petra)
    assert shown(ada, person=amanda.public_key) == []
    assert amanda.public_key not in ada.get(TRAIL).content.decode()
    people.give_children_role(
        user=cast.ada.user, organisation=cast.gr, reason="Granskar", on=TODAY, by=cast.petra
    )
    assert shown(ada, person=amanda.public_key)


def test_the_code_of_a_protected_person_is_told_to_nobody_off_the_list(cast, ada):
    paula = person("Paula", cast.gr)
    people.protect(person=paula, access=[], reason="Handlägger", on=TODAY, by=cast.petra)
    rows = shown(ada)
    assert "Marked a person as having protected identity" in {str(row["what"]) for row in rows}
    assert paula.public_key not in ada.get(TRAIL).content.decode()
    assert paula.public_key.encode() not in b"".join(ada.get(f"{TRAIL}fil/"))
    assert shown(ada, person=paula.public_key) == []
    people.grant_access(
        person=paula, user=cast.ada.user, reason="Granskar", on=TODAY, by=cast.petra
    )
    assert shown(ada, person=paula.public_key)
