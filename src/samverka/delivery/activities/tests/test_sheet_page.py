import pytest
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Attendance
from samverka.foundation.audit.models import Event
from samverka.register.people.models import Access, Person
from tests.people import LONG_AGO, TODAY, person

from .factories import only_session, place, training_day

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def activity(cast):
    return training_day(cast, place="Göteborg")


@pytest.fixture
def session(activity):
    return only_session(activity)


@pytest.fixture
def amanda(cast, activity):
    return place(cast, activity, person("Amanda", cast.kungalv))


@pytest.fixture
def bashir(cast, activity):
    return place(cast, activity, person("Bashir", cast.partille), cast.partille)


def sheet(client, actor, session, **choices):
    client.force_login(actor.user)
    return client.get(reverse("activities:sheet", args=[session.public_key]), choices)


def send(client, actor, session, *rows, headers=None, **more):
    """Each row is (registration, mark, time, version)."""
    client.force_login(actor.user)
    address = reverse("activities:sheet", args=[session.public_key])
    return client.post(address, form_of(*rows) | more, headers=headers)


def form_of(*rows):
    data = {}
    for place_, mark, time, version in rows:
        key = place_.public_key
        data |= {f"mark-{key}": mark, f"time-{key}": time, f"version-{key}": version}
    return data


def marks_of(session):
    rows = session.attendances.order_by("person__given_name")
    return [(row.person.given_name, row.mark, row.minutes) for row in rows]


def names(response):
    return [row.name for row in response.context["rows"]]


def test_a_form_without_script_saves_the_whole_sheet(client, cast, session, amanda, bashir):
    answer = send(client, cast.olga, session, (amanda, HERE, "", 0), (bashir, HERE, "9-12", 0))
    assert answer.status_code == 302
    assert marks_of(session) == [("Amanda", HERE, 360), ("Bashir", HERE, 180)]


def test_one_tick_is_saved_alone_and_answered_with_its_row(client, cast, session, amanda, bashir):
    answer = send(client, cast.olga, session, (amanda, ABSENT, "", 0), headers=FRAGMENT)
    assert names(answer) == ["Amanda Exempel"]
    assert b"<html" not in answer.content
    assert marks_of(session) == [("Amanda", ABSENT, 0)]


def test_a_time_alone_means_here(client, cast, session, amanda):
    send(client, cast.olga, session, (amanda, "", "3,5", 0))
    assert marks_of(session) == [("Amanda", HERE, 210)]


def test_a_time_that_cannot_be_read_keeps_what_was_typed_and_saves_the_others(
    client, cast, session, amanda, bashir
):
    rows = [(amanda, HERE, "half", 0), (bashir, HERE, "", 0)]
    page = send(client, cast.olga, session, *rows)
    assert page.status_code == 422
    row = page.context["rows"][0]
    assert (row.time, bool(row.fault)) == ("half", True)
    assert 'value="half"' in page.content.decode()
    assert marks_of(session) == [("Bashir", HERE, 360)]


def test_everybody_here_marks_those_without_a_mark_and_can_be_undone(
    client, cast, session, amanda, bashir
):
    send(client, cast.olga, session, (amanda, ABSENT, "", 0))
    rows = [(amanda, ABSENT, "", 1), (bashir, "", "", 0)]
    send(client, cast.olga, session, *rows, everybody="1")
    assert marks_of(session) == [("Amanda", ABSENT, 0), ("Bashir", HERE, 360)]
    toast = sheet(client, cast.olga, session).content.decode()
    session.refresh_from_db()
    undo = reverse("activities:undo", args=[session.public_key, session.sheet_version])
    assert f'action="{undo}"' in toast
    client.post(undo)
    assert marks_of(session)[1] == ("Bashir", Attendance.Mark.CLEARED, 0)


def test_enter_in_a_row_does_not_mark_everybody(client, cast, session, amanda):
    html = sheet(client, cast.olga, session).content.decode()
    buttons = [tag.split(">")[0] for tag in html.split("<button")[1:] if 'form="sheet"' in tag]
    assert "everybody" not in buttons[0]
    assert "everybody" in buttons[1]


def test_a_conflict_shows_both_and_either_can_be_chosen(client, cast, session, amanda):
    send(client, cast.petra, session, (amanda, HERE, "2", 0))
    page = send(client, cast.olga, session, (amanda, ABSENT, "", 0))
    conflict = page.context["rows"][0].conflict
    assert conflict.who == "Petra Exempel"
    assert marks_of(session) == [("Amanda", HERE, 120)]
    key = amanda.public_key
    client.post(
        reverse("activities:sheet", args=[session.public_key]),
        {
            f"version-{key}": 1,
            f"mark-{key}": HERE,
            f"time-{key}": "2:00",
            "instead": f"{key} absent ",
        },
    )
    assert marks_of(session) == [("Amanda", ABSENT, 0)]


def test_what_another_ticks_is_news_and_nothing_new_has_no_content(
    client, cast, session, amanda, bashir, django_assert_max_num_queries
):
    session.refresh_from_db()
    since = session.sheet_version
    send(client, cast.petra, session, (bashir, HERE, "", 0))
    client.force_login(cast.olga.user)
    address = reverse("activities:news", args=[session.public_key])
    news = client.get(address, {"since": since})
    assert names(news) == ["Bashir Exempel"]
    # Four of these are the frame's: session, user, and the roles held.
    with django_assert_max_num_queries(4 + 3):
        client.get(address, {"since": since})
    session.refresh_from_db()
    with django_assert_max_num_queries(4 + 1):
        quiet = client.get(address, {"since": session.sheet_version})
    assert (quiet.status_code, quiet.content) == (204, b"")


def test_somebody_who_registers_is_news(client, cast, activity, session, amanda):
    session.refresh_from_db()
    since = session.sheet_version
    place(cast, activity, person("Cecilia", cast.kungalv))
    client.force_login(cast.olga.user)
    news = client.get(reverse("activities:news", args=[session.public_key]), {"since": since})
    assert news.status_code == 200
    assert len(news.context["sheet"].rows) == 2


def test_forty_are_saved_in_at_most_fourteen_questions(
    client, cast, activity, session, django_assert_max_num_queries
):
    places = [place(cast, activity, person(f"Amanda{n}", cast.kungalv)) for n in range(40)]
    client.force_login(cast.olga.user)
    address = reverse("activities:sheet", args=[session.public_key])
    with django_assert_max_num_queries(14):
        client.post(address, form_of(*[(at, HERE, "", 0) for at in places]))
    with django_assert_max_num_queries(14):
        client.post(address, form_of(*[(at, ABSENT, "", 1) for at in places]))
    with django_assert_max_num_queries(14):
        corrected = form_of(*[(at, HERE, "2", 2) for at in places])
        client.post(address, corrected, headers=FRAGMENT)
    assert session.attendances.filter(mark=HERE, minutes=120).count() == 40


def test_the_page_asks_as_many_questions_for_forty_as_for_one(
    client, cast, activity, session, amanda, django_assert_max_num_queries
):
    client.force_login(cast.olga.user)
    address = reverse("activities:sheet", args=[session.public_key])
    with django_assert_max_num_queries(10) as few:
        client.get(address)
    for number in range(40):
        place(cast, activity, person(f"Bashir{number}", cast.kungalv))
    with django_assert_max_num_queries(10) as many:
        client.get(address)
    assert len(many) == len(few)


def test_a_protected_person_has_an_alias_unless_one_is_on_the_list(
    client, cast, activity, session, amanda
):
    paula = person("Paula", cast.kungalv)
    Person.objects.filter(pk=paula.pk).update(is_protected=True)
    paula.refresh_from_db()
    placed = place(cast, activity, paula)
    page = sheet(client, cast.olga, session)
    html = page.content.decode()
    assert "Paula" not in html
    assert paula.public_key not in html
    alias = names(page)[1]
    assert alias.endswith(" A")
    send(client, cast.olga, session, (placed, HERE, "", 0))
    assert ("Paula", HERE, 360) in marks_of(session)
    Access.objects.create(person=paula, user=cast.olga.user, reason="Chef", since=LONG_AGO)
    assert "Paula Exempel" in names(sheet(client, cast.olga, session))


def test_the_alias_stays_when_another_gives_the_place_back(client, cast, activity, session):
    both = [person("Paula", cast.kungalv), person("Pia", cast.kungalv)]
    Person.objects.update(is_protected=True)
    first, _second = [place(cast, activity, who) for who in both]
    actions.give_back(registration=first, by=cast.olga)
    (left,) = names(sheet(client, cast.olga, session))
    assert left.endswith(" B")


def test_reading_the_sheet_is_in_the_trail_but_not_for_an_alias(
    client, cast, activity, session, amanda
):
    paula = person("Paula", cast.kungalv)
    Person.objects.filter(pk=paula.pk).update(is_protected=True)
    place(cast, activity, Person.objects.get(pk=paula.pk))
    sheet(client, cast.olga, session)
    assert [event.person_id for event in Event.objects.filter(verb="read")] == [amanda.person_id]


def test_who_gave_the_place_back_stays_on_the_sheet_only_when_marked(
    client, cast, session, amanda, bashir
):
    send(client, cast.olga, session, (amanda, HERE, "", 0))
    for given in (amanda, bashir):
        actions.give_back(registration=given, by=cast.olga)
    assert names(sheet(client, cast.olga, session)) == ["Amanda Exempel"]


def test_rows_stand_by_name_or_by_employer(client, cast, activity, session):
    for name, home in (("Öst", cast.kungalv), ("Ängla", cast.kungalv), ("Åsa", cast.partille)):
        place(cast, activity, person(name, home), home)
    first = [name.split()[0] for name in names(sheet(client, cast.olga, session))]
    assert first == ["Åsa", "Ängla", "Öst"]
    by_employer = names(sheet(client, cast.olga, session, sort="organisation"))
    assert [name.split()[0] for name in by_employer] == ["Ängla", "Öst", "Åsa"]


def test_the_economist_reads_the_sheet_and_does_not_tick(client, cast, session, amanda):
    page = sheet(client, cast.erik, session)
    assert names(page) == ["Amanda Exempel"]
    assert 'type="radio"' not in page.content.decode()
    assert send(client, cast.erik, session, (amanda, HERE, "", 0)).status_code == 403
    assert marks_of(session) == []


def test_somebody_else_does_not_see_the_sheet(client, cast, session):
    assert sheet(client, cast.karin, session).status_code == 403
    assert sheet(client, cast.eve, session).status_code == 404


def test_history_shows_what_a_mark_has_been_and_by_whom(client, cast, session, amanda):
    send(client, cast.olga, session, (amanda, HERE, "", 0))
    send(client, cast.petra, session, (amanda, ABSENT, "", 1))
    client.force_login(cast.olga.user)
    page = client.get(reverse("activities:history", args=[session.public_key, amanda.public_key]))
    steps = [(step.by, step.minutes) for step in page.context["steps"]]
    assert steps == [("Petra Exempel", 0), ("Olga Exempel", 360)]


def test_what_is_not_a_mark_changes_nothing(client, cast, session, amanda):
    send(client, cast.olga, session, (amanda, "there", "", 0))
    send(client, cast.olga, session, (amanda, HERE, "", "x"))
    assert marks_of(session) == []
    assert session.held_on == TODAY
