"""Meetings in the browser: presence, decisions and their follow-up, minutes, hours that count."""

import datetime as dt
import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.models import Activity
from samverka.delivery.groups import actions, queries
from samverka.delivery.groups.models import Decision, Group, Meeting, Term
from samverka.register.partners.models import Organisation
from tests.people import TODAY, Cast, person

from .factories import LAST_WEEK, decision, group, meeting, seat, sits

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def ask(cast):
    """A page of groups as somebody gets it, or after they have sent something to it."""

    def send(who: str, view: str, *keys: str, data: dict | None = None, **query):
        client = Client()
        client.force_login(cast.actor(who).user)
        path = reverse(f"groups:{view}", args=[cast.programme.public_key, *keys])
        if data is None:
            return client.get(path, query)
        return client.post(path, data, follow=True)

    return send


def member(cast: Cast, of: Group, home: Organisation, name: str) -> Term:
    return sits(cast, seat(cast, of, home), person(name, home, cast.gr))


@pytest.fixture
def steering(cast) -> Group:
    return group(cast)


@pytest.fixture
def held(cast, steering) -> Meeting:
    """Amanda's seat was there and Bashir's was not; there is an item and a decision."""
    amanda = member(cast, steering, cast.kungalv, "Amanda")
    member(cast, steering, cast.partille, "Bashir")
    made = meeting(cast, steering, agenda=["Tolkar"])
    decision(cast, made, item=made.items.get(), responsible=cast.kungalv)
    actions.note_present(meeting=made, terms=[amanda], by=cast.petra)
    return made


class TestDecisions:
    """S22: who decided, on what ground, when it is followed up, and what came of it."""

    def test_the_log_says_who_decided_on_what_ground_and_the_day_of_follow_up(
        self, cast, held, ask
    ):
        text = ask("sara", "decisions").text
        for told in (
            "Pröva gemensam tolk.",
            "Få tolkar i länet.",
            "Kungälv kommun",
            "15\u00a0Apr",
        ):
            assert told in text

    def test_it_is_not_closed_without_an_outcome(self, cast, held, ask):
        taken = held.decisions.get()
        page = ask("petra", "decision", taken.public_key, data={"outcome": "  "})
        assert page.status_code == 422
        with pytest.raises(actions.NoOutcome, match="what came of"):
            actions.close_decision(decision=taken, outcome=" ", on=TODAY, by=cast.petra)
        taken.refresh_from_db()
        assert taken.closed_on is None

    def test_it_is_closed_with_one_and_can_be_opened_again(self, cast, held, ask):
        taken = held.decisions.get()
        page = ask("petra", "decision", taken.public_key, data={"outcome": "Två tolkar delas."})
        assert "Två tolkar delas." in page.text
        taken.refresh_from_db()
        assert taken.closed_on == TODAY
        ask("petra", "decision_open", taken.public_key, data={})
        taken.refresh_from_db()
        assert taken.closed_on is None

    def test_the_overdue_list_holds_those_whose_follow_up_has_passed(self, cast, held, ask):
        decision(cast, held, text="Sen uppföljning.", follow_up_on=YESTERDAY)
        decision(cast, held, text="I dag är inte för sent.", follow_up_on=TODAY)
        text = ask("sara", "decisions", state="overdue").text
        assert "Sen uppföljning." in text
        assert "I dag är inte för sent." not in text
        assert "Pröva gemensam tolk." not in text

    def test_the_list_of_groups_says_how_many_are_overdue(self, cast, held, ask, steering):
        decision(cast, held, follow_up_on=YESTERDAY)
        (row,) = queries.groups_with_facts(cast.programme, on=TODAY)
        assert (row.seats_in_all, row.filled, row.late) == (2, 2, 1)

    def test_it_is_written_down_in_the_browser(self, cast, held, ask):
        told = {
            "text": "Möt igen i maj.",
            "ground": "Mer att besluta.",
            "decided_by": "Styrgruppen",
            "follow_up_on": "2026-05-01",
        }
        ask("petra", "decision_create", held.public_key, data=told)
        assert Decision.objects.get(number=2).text == "Möt igen i maj."


class TestMinutes:
    """S55: minutes list the seats present and no others, and stand once they are signed."""

    def test_only_seats_present_are_listed(self, cast, held, ask):
        text = ask("petra", "minutes", held.public_key, format="html").text
        assert "Kungälv kommun, Amanda Exempel" in text
        assert "Partille" not in text

    def test_the_page_holds_decisions_with_ground_and_follow_up(self, cast, held, ask):
        response = ask("petra", "minutes", held.public_key, format="html")
        assert response["Content-Disposition"].endswith('styrgruppen-2026-03-09.html"')
        for told in (
            "<h3>1. Tolkar</h3>",
            "Pröva gemensam tolk.",
            "Få tolkar i länet.",
            "Not signed",
        ):
            assert told in response.text

    def test_the_paper_is_tagged_with_language_and_title(self, cast, held, ask):
        response = ask("petra", "minutes", held.public_key)
        with pikepdf.open(io.BytesIO(response.content)) as paper:
            assert paper.Root.MarkInfo.Marked
            assert str(paper.Root.Lang) == "en"
            assert "Styrgruppen" in str(paper.docinfo.get("/Title", paper.open_metadata()))

    def test_those_who_do_not_know_somebody_read_the_seat_alone(self, cast, held, ask):
        text = ask("rut", "minutes", held.public_key, format="html").text
        assert "Kungälv kommun" in text
        assert "Amanda" not in text

    def test_they_are_signed_in_the_browser_and_then_offer_no_change(self, cast, held, ask):
        told = {"signed_by": "Ordföranden och Kungälvs plats", "day": "2026-03-16"}
        page = ask("petra", "sign", held.public_key, data=told)
        assert "by Ordföranden och Kungälvs plats" in page.text
        assert "Add an item" not in page.text
        refused = ask("petra", "item_create", held.public_key, data={"title": "Mer"})
        assert refused.status_code == 422
        assert "The minutes are signed" in refused.text

    def test_a_conflict_of_interest_is_noted_and_its_reason_kept_among_members(
        self, cast, held, ask
    ):
        item, term = held.items.get(), held.present.get().term
        told = {"term": term.pk, "note": "Söker själv."}
        page = ask("petra", "conflict", item.public_key, data=told)
        assert "Söker själv." in page.text
        other = ask("rut", "meeting", held.public_key).text
        assert "Conflict of interest" in other
        assert "Söker själv." not in other
        file = ask("rut", "minutes", held.public_key, format="html").text
        assert "took no part because of a conflict of interest" in file

    def test_presence_is_ticked_seat_by_seat(self, cast, held, ask):
        everybody = [term.pk for term in queries.terms_sitting(held.group, on=held.held_on)]
        ask("petra", "present", held.public_key, data={"terms": everybody})
        assert len(queries.terms_present(held)) == 2


class TestHoursThatCount:
    """S126: a meeting with a sheet is an activity, told once; the report splits by level."""

    def with_sheet(self, cast, of: Group, held_on: dt.date, *there: Term) -> Meeting:
        made = meeting(cast, of, held_on, starts=dt.time(13), ends=dt.time(15), counts_hours=True)
        places = {place.person_id: place for place in made.session.activity.registrations.all()}
        marks = [Mark(key=places[term.person_id].public_key, mark="here") for term in there]
        record_attendance(session=made.session, marks=marks, on=TODAY, by=cast.olga)
        return made

    @pytest.fixture
    def places(self, cast) -> Group:
        return group(cast, "Mötesplatsen", kind="meeting_place")

    def test_those_who_sit_get_a_place_on_the_sheet_and_the_sheet_says_who_was_there(
        self, cast, places, ask
    ):
        amanda = member(cast, places, cast.kungalv, "Amanda")
        member(cast, places, cast.partille, "Bashir")
        made = self.with_sheet(cast, places, LAST_WEEK, amanda)
        assert made.session.activity.registrations.count() == 2
        assert queries.terms_present(made) == [amanda]
        assert "Amanda Exempel" in ask("petra", "meeting", made.public_key).text

    def test_the_report_splits_within_and_between(self, cast, places, ask):
        unit = Organisation.objects.create(name="Integration", kind="unit", part_of=cast.kungalv)
        amanda = member(cast, places, cast.kungalv, "Amanda")
        bashir = member(cast, places, cast.partille, "Bashir")
        cecilia = sits(cast, seat(cast, places, unit), person("Cecilia", unit, cast.gr))
        self.with_sheet(cast, places, LAST_WEEK, amanda, cecilia)
        self.with_sheet(cast, places, YESTERDAY, amanda, bashir)
        meeting(cast, places, TODAY)
        told = queries.levels(cast.programme)
        assert (told.within.meetings, told.within.persons, told.within.minutes) == (1, 2, 240)
        assert (told.between.meetings, told.between.persons, told.between.minutes) == (1, 2, 240)
        assert told.without_sheet == 1
        text = ask("sara", "levels").text
        assert text.count("4\u00a0h") == 2
        assert "1 meeting has no marks" in text

    def test_hours_need_a_start_and_an_end(self, cast, places, ask):
        told = {"held_on": "2026-03-20", "counts_hours": "on", "starts": "13:00"}
        page = ask("petra", "meeting_create", places.public_key, data=told)
        assert page.status_code == 422
        assert "needs a start and an end" in page.text
        assert not Activity.objects.exists()

    def test_who_leads_calls_for_another_convener_and_comes_to_the_meeting_and_its_sheet(
        self, cast, places, ask
    ):
        Group.objects.filter(pk=places.pk).update(convener=cast.partille)
        told = {"held_on": "2026-03-16", "counts_hours": "on", "starts": "13:00", "ends": "15:00"}
        page = ask("petra", "meeting_create", places.public_key, data=told)
        made = places.meetings.get()
        assert page.redirect_chain[-1][0].endswith(f"/mote/{made.public_key}/")
        address = reverse("invitations:detail", args=[made.session.activity.public_key])
        assert address in page.text
        assert ask("petra", "present", made.public_key).url.endswith("/narvaro/")
        client = Client()
        client.force_login(cast.actor("petra").user)
        assert client.get(address).status_code == 200

    def test_a_sheet_that_others_keep_is_said_to_be_theirs_and_not_linked(self, cast, places, ask):
        made = meeting(
            cast, places, TODAY, starts=dt.time(13), ends=dt.time(15), counts_hours=True
        )
        Activity.objects.update(organiser=cast.partille)
        text = ask("petra", "meeting", made.public_key).text
        assert "Partille kommun invites and ticks who is there." in text
        assert "/inbjudan/" not in text
        assert (
            reverse("groups:present", args=[cast.programme.public_key, made.public_key])
            not in text
        )

    def test_another_day_moves_the_sheet_too(self, cast, places):
        made = meeting(
            cast, places, TODAY, starts=dt.time(13), ends=dt.time(15), counts_hours=True
        )
        actions.correct_meeting(
            meeting=made,
            held_on=YESTERDAY,
            starts=dt.time(9),
            ends=dt.time(12),
            place="",
            by=cast.petra,
        )
        made.session.refresh_from_db()
        assert (made.session.held_on, made.session.minutes) == (YESTERDAY, 180)

    def test_a_cancelled_meeting_cancels_the_activity(self, cast, places):
        made = meeting(
            cast, places, TODAY, starts=dt.time(13), ends=dt.time(15), counts_hours=True
        )
        actions.cancel_meeting(meeting=made, by=cast.petra)
        assert Activity.objects.get().is_cancelled
        actions.restore_meeting(meeting=made, by=cast.petra)
        assert not Activity.objects.get().is_cancelled


def test_a_group_does_not_meet_twice_on_a_day(cast, steering, ask):
    meeting(cast, steering, TODAY)
    page = ask("petra", "meeting_create", steering.public_key, data={"held_on": "2026-03-16"})
    assert "already meets" in page.text
    assert steering.meetings.count() == 1


def test_an_agenda_is_written_line_by_line(cast, steering, ask):
    told = {"held_on": "2026-04-20", "agenda": "Tolkar\n\n Skolfrågor "}
    ask("petra", "meeting_create", steering.public_key, data=told)
    titles = steering.meetings.get().items.order_by("number").values_list("title", flat=True)
    assert list(titles) == ["Tolkar", "Skolfrågor"]
