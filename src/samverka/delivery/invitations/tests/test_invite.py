"""From the activity to the answer: whom one invites, what they get, who is missing (S31, S63)."""

import datetime as dt
import re

from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from samverka.delivery.activities.actions import apply, cancel_activity, correct_activity
from samverka.delivery.activities.models import Activity, Need, Registration
from samverka.delivery.activities.tests.factories import whole_day
from samverka.delivery.activities.tests.test_news import minutes_pass
from samverka.delivery.groups.models import Group, Seat, Term
from samverka.delivery.invitations import actions
from samverka.delivery.invitations.models import Addressee, InvitationLetter, Sending
from samverka.delivery.invitations.returned import letter_returned
from samverka.delivery.programmes.models import Contact, Fund, FundRule, ProgrammeFund
from samverka.delivery.retention.models import Hold
from samverka.foundation.accounts.actor import SYSTEM
from tests.people import LONG_AGO
from tests.post import do_what_waits

from .factories import SITE, a_minute_later, colleague, invitation, invited, sent
from .reading import at, body, files, letter_to, link_in, report_of, times_in

Kind = Sending.Kind


def test_an_invitation_has_all_that_one_needs_to_know_and_its_calendar_file_is_read(
    cast, day, asked, letters
):
    """S31: time, place, last date, contact, needs question; .ics parses."""
    fund = Fund.objects.create(code="amif", name="AMIF")
    ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
    FundRule.objects.create(
        fund=fund, subject="publicity", value="Emblem", source="x", valid_from=LONG_AGO
    )
    sent(cast, asked)
    assert sorted(letter["To"] for letter in letters) == [
        "amanda@example.org",
        "bashir@example.org",
    ]
    text = body(letters[0])
    for words in (
        "Välkommen att lära mer.",
        "Monday 6 April 2026 09:00–16:00",
        "Kungälvsrummet",
        "Last day to answer: Monday 30 March 2026",
        "olga@example.org",
        "0701234567",
        "Is there something you need to take part",
        "Supported by AMIF.",
        "Your name, where you work and your answer are kept",
    ):
        assert words in text
    event = times_in(files(letters[0])["REQUEST"])
    session = day.sessions.get()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (session.starts_at, session.ends_at)
    assert (str(event["LOCATION"]), str(event["SUMMARY"])) == ("Kungälvsrummet", day.title)
    assert str(event["UID"]) == f"{session.public_key}@samverka"


def test_from_the_activity_to_the_answer_and_whoever_is_missing_is_reminded(
    cast, day, olga, letters
):
    """S10: event, invitation, registration; the numbers agree."""
    for name in ("Amanda", "Bashir", "Cissi"):
        colleague(cast, name, email=f"{name.lower()}@example.org", title="Socialsekreterare")
    assert at("detail", day) in olga.get(reverse("activities:detail", args=[day.public_key])).text
    olga.post(at("write", day), {"text_sv": "Välkommen."})
    found = olga.get(at("choose", day), {"by": "function", "value": "Socialsekreterare"}).text
    keys = re.findall(r'name="who" value="(\S+)"', found)
    chosen = {"by": "function", "value": "Socialsekreterare", "who": keys, "language": "en"}
    olga.post(at("choose", day), chosen)
    olga.post(at("send", day, "invitation"))
    do_what_waits()
    assert not letters, "one has a minute to regret it"
    a_minute_later()
    assert len(letters) == 3

    link = link_in(letter_to(letters, "amanda"))
    nobody = Client()
    assert "Can you come?" in nobody.get(link).text
    assert not Registration.objects.exists(), "a program that opens links answers nothing"
    nobody.post(link, {"answer": "yes", "needs": "Hörselslinga"})
    page = nobody.get(link).text
    assert "You have a seat." in page
    assert "Put it into my calendar" in page
    place = Registration.objects.get()
    assert (place.activity, place.way, place.state) == (day, "invitation", "registered")
    assert "Hörselslinga" not in Need.objects.get().sealed
    nobody.post(link_in(letter_to(letters, "bashir")), {"answer": "no"})

    answers = olga.get(at("detail", day)).context["answers"]
    assert (answers.invited, answers.yes, answers.no, answers.missing) == (3, 1, 1, 1)
    assert [row.addressee.person.given_name for row in narrowed(olga, day, "missing")] == ["Cissi"]
    del letters[:]
    olga.post(at("send", day, "reminder"))
    a_minute_later()
    assert [letter["To"] for letter in letters] == ["cissi@example.org"]
    assert "Please answer" in letters[0]["Subject"]
    assert link_in(letters[0])
    assert not files(letters[0])


def narrowed(client, activity, only):
    return client.get(at("detail", activity), {"only": only}).context["rows"]


def test_whoever_said_yes_can_still_say_no_and_the_seat_is_free(cast, day, asked, letters, client):
    sent(cast, asked)
    link = link_in(letters[0])
    client.post(link, {"answer": "yes"})
    client.post(link, {"answer": "no"})
    assert Registration.objects.get().state == Registration.State.CANCELLED
    page = client.get(link).text
    assert "You have said no." in page
    assert "Put it into my calendar" not in page


def test_when_the_seats_are_taken_a_yes_waits(cast, day, asked, letters, client):
    Activity.objects.filter(pk=day.pk).update(seats=1)
    sent(cast, asked)
    client.post(link_in(letters[0]), {"answer": "yes"})
    client.post(link_in(letters[1]), {"answer": "yes"})
    assert "You are on the waiting list." in client.get(link_in(letters[1])).text
    assert sorted(Registration.objects.values_list("state", flat=True)) == [
        "registered",
        "waiting",
    ]


def test_a_changed_time_is_told_with_the_same_entry_and_a_higher_number(
    cast, day, asked, olga, letters
):
    sent(cast, asked)
    Addressee.objects.filter(person__given_name="Bashir").update(
        answer="no", answered_at=asked.made_at
    )
    before = times_in(files(letters[0])["REQUEST"])
    assert "Tell them of the change" not in olga.get(at("detail", day)).text
    session = day.sessions.get()
    later = whole_day(session.held_on + dt.timedelta(days=1), key=session.public_key)
    correct_activity(activity=day, values={"place": "Partille"}, sessions=[later], by=cast.olga)
    assert "Tell them of the change" in olga.get(at("detail", day)).text
    del letters[:]
    olga.post(at("send", day, "change"))
    a_minute_later()
    (letter,) = letters
    assert letter["To"] == "amanda@example.org", "whoever said no is not told"
    after = times_in(files(letter)["REQUEST"])
    assert after["UID"] == before["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert after["DTSTART"].dt - before["DTSTART"].dt == dt.timedelta(days=1)
    assert str(after["LOCATION"]) == "Partille"
    assert "Answer here, yes or no:" in body(letter), "she has not answered yet"
    Addressee.objects.filter(person__given_name="Amanda").update(
        answer="yes", answered_at=asked.made_at
    )
    correct_activity(activity=day, values={"place": "Mölndal"}, sessions=[later], by=cast.olga)
    del letters[:]
    sent(cast, asked, Kind.CHANGE)
    (letter,) = letters
    assert "Can you not come any more?" in body(letter)
    assert "Answer here" not in body(letter)
    assert "Tell them of the change" not in olga.get(at("detail", day)).text


def test_a_day_that_is_taken_away_and_a_whole_activity_leave_the_calendar(
    cast, day, asked, olga, letters
):
    session = day.sessions.get()
    sent(cast, asked)
    another = whole_day(session.held_on + dt.timedelta(days=7))
    correct_activity(activity=day, values={}, sessions=[another], by=cast.olga)
    del letters[:]
    sent(cast, asked, Kind.CHANGE)
    gone = times_in(files(letters[0])["CANCEL"])
    assert str(gone["UID"]) == f"{session.public_key}@samverka"
    assert "No longer: Monday 6 April 2026" in body(letters[0])
    cancel_activity(activity=day, by=cast.olga)
    assert "have not been told" in olga.get(at("detail", day)).text
    del letters[:]
    olga.post(at("send", day, "cancellation"))
    a_minute_later()
    cancelled = Calendar.from_ical(files(letters[0])["CANCEL"]).walk("VEVENT")
    assert len(cancelled) == 2
    assert {(str(one["STATUS"]), int(one["SEQUENCE"])) for one in cancelled} == {("CANCELLED", 2)}
    assert letters[0]["Subject"].startswith("Cancelled: ")
    assert "Välkommen" not in body(letters[0])


def test_an_address_that_is_no_more_is_shown_at_the_person_and_tried_another_way(
    cast, day, olga, letters
):
    made = invitation(cast, day)
    one = invited(cast, made, colleague(cast, "Dawit", email="flyttat@example.org"))
    sent(cast, made)
    assert not letters
    assert "Came back" in olga.get(at("detail", day)).text
    person = olga.get(reverse("person:detail", args=[one.person.public_key])).text
    assert "came back" in person
    olga.post(at("try_again", day, one.public_key), {"way": "paper"})
    sent(cast, made)
    one.refresh_from_db()
    assert (one.way, one.letters.get().state) == ("paper", "sent")
    assert "came back" not in olga.get(reverse("person:detail", args=[one.person.public_key])).text


def test_a_letter_that_comes_back_later_is_read_and_nothing_else_is(cast, asked, letters):
    sent(cast, asked)
    late = report_of(letters[0], action="delayed")
    forged = report_of(letters[0]).replace(b"<invitation-", b"<invitation-aaaaaaaaaaaa")
    for other in (late, forged, letters[0].as_bytes(), b"", b"\xff\x00" * 50):
        assert letter_returned(other) is None
    actions.note_returned(letter=letter_returned(report_of(letters[0])), by=SYSTEM)
    assert letter_returned(report_of(letters[0])).state == "returned"
    assert InvitationLetter.objects.filter(state="sent").count() == 1


def test_a_function_is_reached_whoever_holds_it_and_says_who_comes(
    cast, day, olga, letters, client
):
    """S63: invitations reach invited guest functions."""
    Contact.objects.create(
        programme=cast.programme,
        organisation=cast.partille,
        function="Flyktingsamordnare",
        email="samordnare@example.org",
        valid_from=LONG_AGO,
    )
    made = invitation(cast, day)
    found = olga.get(at("choose", day), {"by": "contact"}).text
    (key,) = re.findall(r'name="who" value="(\S+)"', found)
    olga.post(at("choose", day), {"by": "contact", "who": [key], "language": "en"})
    guest = {"name": "Elevhälsan", "organisation": cast.kungalv.pk, "language": "en"}
    olga.post(at("choose_function", day), guest | {"email": "halsa@example.org"})
    sent(cast, made)
    assert sorted(letter["To"] for letter in letters) == [
        "halsa@example.org",
        "samordnare@example.org",
    ]
    assert "halsa@" not in Addressee.objects.get(name="Elevhälsan").address_sealed
    link, nobody = link_in(letter_to(letters, "halsa")), Client()
    assert "Write the name" in nobody.post(link, {"answer": "yes"}).text
    nobody.post(link, {"answer": "yes", "given_name": "Eyerusalem", "family_name": "Exempel"})
    place = Registration.objects.select_related("person").get()
    assert (place.person.given_name, place.organisation) == ("Eyerusalem", cast.kungalv)
    assert "Elevhälsan: Eyerusalem Exempel" in olga.get(at("detail", day)).text


def test_those_who_sit_in_a_network_are_found_and_those_already_invited_are_not(cast, day, olga):
    made = invitation(cast, day)
    group = Group.objects.create(
        programme=cast.programme, name="Nätverk", kind="network", convener=cast.gr
    )
    seat = Seat.objects.create(group=group, number=1, organisation=cast.kungalv)
    member = colleague(cast, "Farah", email="farah@example.org")
    Term.objects.create(seat=seat, organisation=cast.kungalv, person=member, valid_from=LONG_AGO)
    asked_for = {"by": "group", "value": group.public_key}
    assert "Farah Exempel" in olga.get(at("choose", day), asked_for).text
    invited(cast, made, member)
    assert "Farah Exempel" not in olga.get(at("choose", day), asked_for).text
    by_place = {"by": "organisation", "value": cast.kungalv.public_key}
    colleague(cast, "Gudrun")
    assert "Gudrun Exempel" in olga.get(at("choose", day), by_place).text


def test_what_is_taken_back_within_the_minute_never_leaves(cast, day, asked, olga, letters):
    olga.post(at("send", day, "invitation"))
    (sending,) = Sending.objects.all()
    olga.post(at("take_back", day, sending.public_key))
    a_minute_later()
    assert not letters
    assert olga.get(at("detail", day)).context["answers"].not_sent == 2


def test_the_page_behind_the_link_is_in_the_receivers_language(cast, day, letters):
    made = invitation(cast, day)
    one = invited(cast, made, colleague(cast, "Amanda", email="amanda@example.org"), language="ar")
    sent(cast, made)
    page = Client().get(link_in(letters[0])).text
    assert '<html lang="ar" dir="rtl"' in page
    assert one.language == "ar"


def test_the_page_asks_as_many_questions_for_many_as_for_few(
    cast, day, asked, olga, django_assert_max_num_queries
):
    for number in range(6):
        invited(cast, asked, colleague(cast, f"Nr{number}", email=f"nr{number}@example.org"))
    sent(cast, asked)
    with django_assert_max_num_queries(10):
        olga.get(at("detail", day))


def test_whoever_is_invited_and_has_a_place_another_way_gets_one_letter_of_a_change(
    cast, day, olga, letters
):
    amanda = colleague(cast, "Amanda", email="amanda@example.org")
    asked = invitation(cast, day)
    invited(cast, asked, amanda)
    sent(cast, asked)
    apply(
        activity=day,
        person=amanda,
        organisation=cast.kungalv,
        way=Registration.Way.COLLEAGUE,
        by=cast.karin,
    )
    before = times_in(files(letters[0])["REQUEST"])
    del letters[:]
    session = day.sessions.get()
    same = whole_day(session.held_on, key=session.public_key)
    correct_activity(activity=day, values={"place": "Partille"}, sessions=[same], by=cast.olga)
    olga.post(at("send", day, "change"))
    minutes_pass()
    (letter,) = letters
    after = times_in(files(letter)["REQUEST"])
    assert after["UID"] == before["UID"], "the entry that the invitation made is changed"
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1


def test_whoever_has_a_place_is_found_and_not_ticked(cast, day, olga):
    amanda, bashir = (colleague(cast, name) for name in ("Amanda", "Bashir"))
    facts = {"organisation": cast.kungalv, "way": Registration.Way.COLLEAGUE, "by": cast.karin}
    apply(activity=day, person=amanda, **facts)
    invitation(cast, day)
    page = olga.get(at("choose", day), {"by": "function", "value": "Handläggare"})
    shown = {one.name: one.place for one in page.context["found"]}
    assert shown["Amanda Exempel"] == "Registered"
    assert page.context["ticked"] == [one.key for one in page.context["found"] if not one.place]
    assert bashir.public_key in page.context["ticked"][0]


def test_whoever_has_a_place_another_way_is_not_asked_to_answer(cast, day, asked, olga, letters):
    sent(cast, asked)
    amanda = asked.addressees.get(person__given_name="Amanda").person
    facts = {"organisation": cast.kungalv, "way": Registration.Way.COLLEAGUE, "by": cast.karin}
    apply(activity=day, person=amanda, **facts)
    answers = olga.get(at("detail", day)).context["answers"]
    assert (answers.invited, answers.missing, answers.placed) == (2, 1, 1)
    (row,) = narrowed(olga, day, "placed")
    assert row.addressee.person == amanda
    del letters[:]
    olga.post(at("send", day, "reminder"))
    a_minute_later()
    assert [letter["To"] for letter in letters] == ["bashir@example.org"]


def test_whoever_no_letter_of_a_place_reaches_gets_the_letter_of_a_change(cast, day, olga):
    """A telephone at a desk takes no text message, so the letter on paper tells it."""
    cissi = colleague(cast, "Cissi", phone="031123456")
    asked = invitation(cast, day)
    invited(cast, asked, cissi)
    sent(cast, asked)
    facts = {"organisation": cast.kungalv, "way": Registration.Way.COLLEAGUE, "by": cast.karin}
    apply(activity=day, person=cissi, **facts)
    session = day.sessions.get()
    same = whole_day(session.held_on, key=session.public_key)
    correct_activity(activity=day, values={"place": "Partille"}, sessions=[same], by=cast.olga)
    olga.post(at("send", day, "change"))
    assert InvitationLetter.objects.get(sending__kind=Kind.CHANGE).addressee.person == cissi


def test_narrowing_changes_neither_the_letters_to_print_nor_whom_is_reminded_too_early(
    cast, day, olga
):
    asked = invitation(cast, day)
    invited(cast, asked, colleague(cast, "Dalia"))
    actions.send(invitation=asked, kind=Kind.INVITATION, site=SITE, by=cast.olga)
    page = olga.get(at("detail", day), {"only": "yes"}).text
    assert "Print 1 letter" in page
    assert "Remind 1" not in page, "the invitation itself has not left"
    a_minute_later()
    assert "Remind 1" in olga.get(at("detail", day)).text


def test_whoever_gets_no_letter_is_not_counted_among_those_to_remind(cast, day, olga):
    asked = invitation(cast, day)
    held, free = colleague(cast, "Dalia"), colleague(cast, "Elin")
    for one in (held, free):
        invited(cast, asked, one)
    actions.send(invitation=asked, kind=Kind.INVITATION, site=SITE, by=cast.olga)
    a_minute_later()
    assert "Remind 2" in olga.get(at("detail", day)).text
    Hold.objects.create(
        person=held, kind="restriction", organisation=cast.kungalv, placed_on=LONG_AGO
    )
    assert "Remind 1" in olga.get(at("detail", day)).text


def test_the_letter_that_is_looked_at_is_in_one_language(cast, day, olga):
    invitation(cast, day)
    page = olga.get(at("preview", day), {"language": "sv", "kind": "change"}).text
    assert "How personal data is handled" not in page
    assert "Kan du inte komma längre?" in page
    asked = olga.get(at("preview", day), {"language": "sv"}).text
    assert "Svara här, ja eller nej:" in asked
