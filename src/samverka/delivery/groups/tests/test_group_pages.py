"""A group's page: seats and vacancies, the year, who is missing, hours, tasks."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.groups import actions, queries
from samverka.delivery.groups.models import Group, Seat, Term
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY, Cast, municipality, person

from .factories import LAST_WEEK, decision, group, meeting, seat, sits, task

AUTHORITIES = ("Länsstyrelsen", "Landstinget", "Arbetsförmedlingen", "Migrationsverket")
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def page(cast):
    """The text of a group's page, as somebody sees it."""

    def get(name: str, of: Group, view: str = "groups:detail", **query) -> str:
        client = Client()
        client.force_login(cast.actor(name).user)
        path = reverse(view, args=[cast.programme.public_key, of.public_key])
        response = client.get(path, query)
        assert response.status_code == 200
        return response.text

    return get


@pytest.fixture
def post(cast):
    def send(who: str, view: str, *keys: str, **data):
        client = Client()
        client.force_login(cast.actor(who).user)
        path = reverse(f"groups:{view}", args=[cast.programme.public_key, *keys])
        return client.post(path, data, follow=True)

    return send


def takes_part(cast: Cast, organisation: Organisation) -> Organisation:
    Participation.objects.create(
        programme=cast.programme,
        organisation=organisation,
        part=Participation.Part.PARTICIPANT,
        valid_from=LONG_AGO,
    )
    return organisation


class TestSteeringGroup:
    """S55: four authorities have a seat each, and two seats rotate between the municipalities."""

    @pytest.fixture
    def steering(self, cast) -> Group:
        made = group(cast)
        for name in AUTHORITIES:
            home = Organisation.objects.create(name=name, kind=Organisation.Kind.AUTHORITY)
            seat(cast, made, takes_part(cast, home))
        for _ in range(2):
            seat(cast, made, None, rotation="Kommunerna i tur och ordning, två år")
        return made

    def test_it_has_six_seats_of_which_two_rotate(self, steering, page):
        text = page("sara", steering)
        assert "<dt>Seats of the group</dt><dd>6" in text
        assert text.count("Kommunerna i tur och ordning") == 2

    def test_a_seat_without_anybody_is_flagged_as_vacant(self, cast, steering, page):
        assert "6 vacant" in page("sara", steering)
        first = steering.seats.get(number=1)
        sits(cast, first, person("Amanda", first.organisation))
        assert "5 vacant" in page("sara", steering)

    def test_the_turn_goes_from_one_municipality_to_the_next(self, cast, steering, page):
        rotating = steering.seats.get(number=5)
        sits(cast, rotating, person("Amanda", cast.kungalv), cast.kungalv)
        next_year = dt.date(2027, 1, 1)
        sits(cast, rotating, None, cast.partille, since=next_year)
        now, later = rotating.terms.order_by("valid_from")
        assert (now.valid_to, later.valid_to) == (next_year, None)
        text = page("sara", steering)
        assert "Kungälv kommun" in text
        assert "From Fri\u00a01\u00a0Jan\u00a02027: Partille kommun" in text

    def test_a_seat_holds_one_at_a_time(self, cast, steering):
        rotating = steering.seats.get(number=5)
        sits(cast, rotating, None, cast.kungalv, until=dt.date(2026, 12, 31))
        with pytest.raises(actions.SeatTaken, match="End that term first"):
            sits(cast, rotating, None, cast.partille, since=TODAY)

    def test_the_municipality_says_itself_who_sits_on_its_seat(self, cast, steering, post):
        own = seat(cast, steering, cast.kungalv)
        amanda = person("Amanda", cast.kungalv)
        told = {"organisation": cast.kungalv.pk, "person": amanda.pk, "valid_from": "2026-03-16"}
        post("karin", "seat_member", own.public_key, **told)
        assert own.terms.get().person == amanda

    def test_whoever_has_left_the_group_does_not_read_who_came_afterwards(self, cast, page):
        steering = group(cast)
        sara = person("Sara", cast.kungalv)
        sara.user = cast.sara.user
        sara.save()
        left = TODAY - ONE_DAY
        sits(cast, seat(cast, steering, cast.kungalv), sara, until=left)
        theirs = seat(cast, steering, cast.partille)
        sits(cast, theirs, person("Beata", cast.partille), until=left)
        sits(cast, theirs, person("Cecilia", cast.partille), since=left)
        text = page("sara", steering)
        assert "Cecilia" not in text
        assert queries.named(cast.sara, steering) == set(
            Term.objects.filter(valid_to=left).values_list("person", flat=True)
        )

    def test_who_may_take_a_seat_is_read_and_that_is_noted(self, cast, post):
        steering = group(cast)
        amanda = person("Amanda", cast.kungalv)
        post("karin", "seat_member", seat(cast, steering, cast.kungalv).public_key)
        assert Event.objects.filter(verb="read", person_id=amanda.pk).exists()

    def test_the_name_is_shown_to_those_who_know_the_person_and_to_nobody_else(
        self, cast, steering, page
    ):
        own = seat(cast, steering, cast.kungalv)
        sits(cast, own, person("Amanda", cast.kungalv))
        assert "Amanda Exempel" in page("ulla", steering)
        assert "Amanda Exempel" not in page("olga", steering)

    def test_members_see_whom_they_sit_with(self, cast, steering, page):
        sits(cast, seat(cast, steering, cast.kungalv), person("Amanda", cast.kungalv))
        own = person("Sara", cast.kungalv)
        own.user = cast.sara.user
        own.save()
        assert "Amanda Exempel" not in page("sara", steering)
        sits(cast, seat(cast, steering, cast.kungalv), own)
        assert "Amanda Exempel" in page("sara", steering)

    @pytest.mark.parametrize("shut", ["is_protected", "is_child"])
    def test_not_whom_they_sit_with_who_is_protected_or_a_child(self, cast, steering, page, shut):
        hidden = person("Xantippa", cast.partille)
        setattr(hidden, shut, True)
        hidden.save()
        sits(cast, seat(cast, steering, cast.partille), hidden)
        own = person("Sara", cast.kungalv)
        own.user = cast.sara.user
        own.save()
        sits(cast, seat(cast, steering, cast.kungalv), own)
        assert "Xantippa" not in page("sara", steering)

    def test_a_seat_that_minutes_tell_of_stays(self, cast, steering, post):
        first = steering.seats.get(number=1)
        term = sits(cast, first, person("Amanda", first.organisation))
        held = meeting(cast, steering)
        actions.note_present(meeting=held, terms=[term], by=cast.petra)
        page = post("petra", "seat_remove", first.public_key)
        assert "so it stays" in page.text
        post("petra", "seat_remove", steering.seats.get(number=6).public_key)
        assert steering.seats.count() == 5


class TestNetwork:
    """S64, S11: ten municipalities meet four times a year."""

    YEAR = 2009

    @pytest.fixture
    def network(self, cast) -> Group:
        codes = [f"21{number:02}" for number in range(1, 9)]
        for number, code in enumerate(codes):
            takes_part(cast, municipality(code, f"Ort{number}"))
        return group(
            cast,
            "Flyktingsamordnarna",
            kind="network",
            meetings_per_year=4,
            member_function="Flyktingsamordnare",
        )

    def test_the_year_has_four_dates_and_a_missed_quarter_is_flagged(self, cast, network, page):
        Programme.objects.update(starts_on=dt.date(self.YEAR, 1, 1))
        network = Group.objects.get(pk=network.pk)
        for month, day in ((2, 5), (5, 14), (11, 12)):
            meeting(cast, network, dt.date(self.YEAR, month, day))
        periods = queries.calendar(network, self.YEAR)
        assert [period.starts.month for period in periods] == [1, 4, 7, 10]
        assert [period.is_missed(TODAY) for period in periods] == [False, False, True, False]
        assert page("sara", network, year=self.YEAR).count("Missed") == 1

    def test_nobody_missed_the_quarters_before_the_programme_began(self, cast, network):
        periods = queries.calendar(network, 2025)
        assert [period.starts.month for period in periods] == [7, 10]

    def test_a_quarter_that_goes_on_is_not_missed_yet(self, cast, network, page):
        text = page("sara", network)
        assert "Missed" not in text
        assert text.count("Not called yet") == 4

    def test_ten_municipalities_are_listed_and_those_without_member_named(
        self, cast, network, page
    ):
        actions.add_seats_for_municipalities(group=network, on=TODAY, by=cast.petra)
        assert network.seats.count() == 10
        own = network.seats.get(organisation=cast.kungalv)
        sits(cast, own, person("Amanda", cast.kungalv))
        text = page("sara", network)
        assert text.count("No member") == 9
        assert text.count("Has a member") == 1
        without = queries.municipalities_without_member(network, on=TODAY)
        assert "Kungälv kommun" not in {each.name for each in without}

    def test_attendance_is_told_by_municipality(self, cast, network, page):
        actions.add_seats_for_municipalities(group=network, on=TODAY, by=cast.petra)
        term = sits(
            cast, network.seats.get(organisation=cast.kungalv), person("Amanda", cast.kungalv)
        )
        for month in (2, 5):
            held = meeting(cast, network, dt.date(self.YEAR, month, 5))
            if month == 2:
                actions.note_present(meeting=held, terms=[term], by=cast.petra)
        year = queries.attendance_by_municipality(network, self.YEAR, on=TODAY)
        told = {row.organisation.name: (row.meetings, row.held) for row in year.rows}
        assert len(told) == 10
        assert told["Kungälv kommun"] == (1, 1)
        assert told["Partille kommun"] == (0, 1)
        assert "1 of 1" in page("sara", network, year=self.YEAR)

    def test_the_next_date_is_proposed_a_quarter_on_the_same_weekday(self, cast, network):
        meeting(cast, network, dt.date(2026, 2, 4))
        proposed = queries.next_day_proposed(network, on=TODAY)
        assert proposed == dt.date(2026, 5, 6)
        assert proposed.weekday() == dt.date(2026, 2, 4).weekday()

    def test_after_a_long_pause_the_proposal_is_ahead(self, cast, network):
        meeting(cast, network, dt.date(2025, 2, 5))
        proposed = queries.next_day_proposed(network, on=TODAY)
        assert proposed >= TODAY
        assert proposed.weekday() == dt.date(2025, 2, 5).weekday()

    def test_open_questions_come_first_on_the_next_agenda(self, cast, network):
        first = meeting(cast, network, agenda=["Tolkar", "Skolfrågor"])
        item = first.items.get(number=2)
        actions.correct_item(
            item=item, title=item.title, papers="", said="", is_open_question=True, by=cast.petra
        )
        later = meeting(cast, network, TODAY, agenda=["Nytt"])
        titles = list(later.items.order_by("number").values_list("title", flat=True))
        assert titles == ["Skolfrågor", "Nytt"]


class TestHours:
    """S54: what a member is given for the work, and what is reported."""

    @pytest.fixture
    def term(self, cast) -> Term:
        working = group(cast, "Arbetsgruppen", kind="working")
        own = seat(cast, working, cast.kungalv, minutes_a_month=8 * 60)
        return sits(cast, own, person("Amanda", cast.kungalv))

    def report(self, post, term: Term, hours: str):
        return post("petra", "report_time", term.public_key, minutes=hours, month=f"{TODAY:%Y-%m}")

    def test_hours_within_what_is_set_aside_are_saved_without_a_word(self, post, term):
        page = self.report(post, term, "8")
        assert "more than" not in page.text
        assert term.reported.get().minutes == 480

    def test_more_hours_are_saved_with_a_warning(self, post, term):
        page = self.report(post, term, "9.5")
        assert "1\u00a0h\u00a030\u00a0min more than the 8\u00a0h set aside" in page.text
        assert term.reported.get().minutes == 570
        assert "1\u00a0h\u00a030\u00a0min more than set aside" in page.text

    def test_what_is_no_number_is_told_and_nothing_is_saved(self, post, term):
        page = self.report(post, term, "åtta")
        assert "no number of hours" in page.text
        assert not term.reported.exists()

    def test_a_member_reports_their_own_and_nobody_elses(self, cast, post, term):
        sara = person("Sara", cast.kungalv)
        sara.user = cast.sara.user
        sara.save()
        own = sits(cast, seat(cast, term.seat.group, cast.kungalv), sara)
        post("sara", "report_time", own.public_key, minutes="2", month="2026-03")
        assert own.reported.get().minutes == 120
        refused = post("sara", "report_time", term.public_key, minutes="2", month="2026-03")
        assert refused.status_code == 403

    def test_others_read_the_sum_and_not_what_a_member_gave(self, cast, post, page, term):
        group_ = term.seat.group
        second = sits(cast, seat(cast, group_, cast.kungalv), person("Bo", cast.kungalv))
        self.report(post, term, "8")
        self.report(post, second, "3")
        own = page("karin", group_, "groups:time")
        assert "8\u00a0h" in own
        assert "All members together: 11\u00a0h" in own
        leader = page("petra", group_, "groups:time")
        assert "3\u00a0h" in leader
        others = page("erik", group_, "groups:time")
        assert "All members together: 11\u00a0h" in others
        assert "3\u00a0h" not in others
        assert "not shown" in others

    def test_a_sum_of_one_is_not_told_to_others(self, cast, post, page, term):
        self.report(post, term, "7")
        others = page("erik", term.seat.group, "groups:time")
        assert "7\u00a0h" not in others
        assert "The sum is not told" in others


def sara_herself(cast) -> Person:
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save()
    return sara


class TestTasks:
    def test_a_task_says_who_what_and_when_and_is_ticked_by_its_holder(self, cast, post, page):
        working = group(cast, "Arbetsgruppen", kind="working")
        own = seat(cast, working, cast.kungalv)
        sits(cast, own, sara_herself(cast))
        late = task(cast, working, seat=own, due_on=LAST_WEEK)
        assert [each.title for each in queries.my_tasks(cast.sara, on=TODAY)] == [late.title]
        text = page("sara", working)
        assert "Skriva om tolkar" in text
        assert "Overdue" in text
        post("sara", "task_done", late.public_key)
        late.refresh_from_db()
        assert late.done_on == TODAY
        assert not queries.my_tasks(cast.sara, on=TODAY).exists()

    @pytest.mark.both
    def test_what_has_no_day_comes_last(self, cast):
        own = seat(cast, group(cast), cast.kungalv)
        sits(cast, own, sara_herself(cast))
        for title, day in (("När det passar", None), ("Snart", TODAY), ("Nyss", LAST_WEEK)):
            task(cast, own.group, title, seat=own, due_on=day)
        mine = queries.my_tasks(cast.sara, on=TODAY)
        assert [each.title for each in mine] == ["Nyss", "Snart", "När det passar"]

    def test_whoever_follows_on_the_seat_has_the_task(self, cast):
        working = group(cast, "Arbetsgruppen", kind="working")
        own = seat(cast, working, cast.kungalv)
        sits(cast, own, person("Amanda", cast.kungalv))
        task(cast, working, seat=own)
        sits(cast, own, sara_herself(cast), since=TODAY)
        assert queries.my_tasks(cast.sara, on=TODAY).count() == 1

    def test_my_meetings_are_those_of_the_groups_i_sit_in(self, cast):
        working = group(cast, "Arbetsgruppen", kind="working")
        sara = person("Sara", cast.kungalv)
        sara.user = cast.sara.user
        sara.save()
        sits(cast, seat(cast, working, cast.kungalv), sara)
        ahead = meeting(cast, working, TODAY + ONE_DAY)
        meeting(cast, group(cast, "Styrgruppen"), TODAY + ONE_DAY)
        assert list(queries.my_meetings(cast.sara, on=TODAY)) == [ahead]


def queries_asked(page, *about) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(*about)
    return len(captured)


def fill(cast: Cast, of: Group, times: int) -> None:
    for number in range(times):
        own = Seat.objects.filter(group=of).count()
        where = seat(cast, of, cast.kungalv)
        sits(cast, where, person(f"Person{own}", cast.kungalv))
        held = meeting(cast, of, LAST_WEEK - (own + number + 1) * ONE_DAY)
        decision(cast, held)
        task(cast, of, seat=where)


def test_a_groups_page_asks_as_many_questions_for_many_seats_as_for_few(cast, page):
    network = group(cast, kind="network", meetings_per_year=4)
    fill(cast, network, 1)
    few = queries_asked(page, "petra", network)
    fill(cast, network, 4)
    assert queries_asked(page, "petra", network) == few


def test_a_new_group_is_made_in_the_browser(cast, post):
    told = {"name": "Styrgruppen", "kind": "steering", "convener": cast.gr.pk}
    page = post("petra", "create", **told)
    assert "Styrgruppen" in page.text
    again = post("petra", "create", **told)
    assert again.status_code == 422
    assert "There is a group with that name" in again.text
