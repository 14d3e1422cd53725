"""Nobody outside a round can learn that a household is in it, by any address of the application.

Every address of matching is asked by all to whom it is closed, about what there is and about what
there never was: the answers are the same, letter for letter. And what others read of a person is
the same before and after the person's household is in a round.
"""

import io
import re
import zipfile
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.participants.tests.factories import participant
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit.models import Event
from samverka.guidance.matching.actions import after, answers, cases, decisions, offers
from samverka.guidance.matching.models import (
    Case,
    MatchingRound,
    Member,
    Part,
    Placement,
    Scenario,
)
from samverka.guidance.matching.tests.factories import a_home, a_place, a_round, gets
from samverka.guidance.matching.tests.factories import officer as an_officer
from samverka.guidance.matching.tests.factories import reviewer as a_reviewer
from samverka.publishing.calendars.links import token_of
from samverka.publishing.calendars.models import CalendarLink
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from tests.people import TODAY, appointed, person
from tests.post import do_what_waits
from tests.who_may import matching as table
from tests.who_may.table import (
    CLOSED,
    COLUMNS,
    Row,
    answer,
    browser_of,
    closed_to,
    rows_of,
    sessions_of,
    signed_in,
    undone,
)

MADE_UP = "2222bcdfghjk"
ROWS = [row for row in rows_of(table) if row.address.startswith("matching:") and closed_to(row)]
# What is no key of a thing: the programme is seen by many, a language and a kind by all.
NO_KEYS = {"programme_key", "language", "what", "code"}
CHANGES_EACH_TIME = re.compile(rb'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*}')


def said(browser, row: Row, given: dict) -> tuple:
    """The answer with its text, where keys and tokens are taken out."""
    address = reverse(row.address, kwargs=given)
    with transaction.atomic():
        response = getattr(browser, row.method.lower())(address)
        transaction.set_rollback(True)
    body = CHANGES_EACH_TIME.sub(b"", b"".join(response))
    # A page that is not found may say which address was asked for.
    body = body.replace(address.encode(), b"").replace(address.replace("/", "%2F").encode(), b"")
    for name, value in given.items():
        if name not in NO_KEYS:
            body = body.replace(str(value).encode(), b"")
    return answer(response), body


# Without a part two stand for all: one of another municipality, and one not signed in. Three have
# a part in another round of the same programme, which gives nothing in this one.
ELSEWHERE = {"olga": Part.OFFICER, "sara": Part.MUNICIPALITY, "erik": Part.REVIEWER}
OUTSIDE = ("eve", "nobody", *ELSEWHERE)
# Who leads sees the round; two have a part, in which they answer for no household.
INSIDE = ("petra", "ulla", "rut")
# The hand-over of these tests comes to Kungälv: Ulla reads it, and may not do all with it.
HERS = {"ulla": "matching:hand_over"}


def never_was(name: str, given: dict) -> dict:
    """Keys of nothing. Whoever has a part knows of the round itself."""
    kept = NO_KEYS | ({"round_key"} if name in INSIDE else set())
    return {key: value if key in kept else MADE_UP for key, value in given.items()}


def test_what_there_is_and_what_there_never_was_are_answered_alike(cast):
    another = a_round(cast, "En annan omgång")
    for name, part in ELSEWHERE.items():
        actor = cast.actor(name)
        gets(another, actor.user, actor.organisation, part)
    sessions = sessions_of(cast)
    browsers = {name: browser_of(sessions[name]) for name in (*OUTSIDE, *INSIDE)}
    for maker in dict.fromkeys(row.arguments for row in ROWS):
        with undone():
            given = maker(cast)
            for row in (row for row in ROWS if row.arguments is maker):
                answers = dict(zip(COLUMNS, row.answers, strict=True))
                for name, browser in browsers.items():
                    is_hers = row.address.startswith(HERS.get(name, "-"))
                    if answers[name] not in CLOSED - {"405"} or is_hers:
                        continue
                    there, nothing = given, never_was(name, given)
                    alike = said(browser, row, there) == said(browser, row, nothing)
                    assert alike, f"{name} learns by {row} whether there is such a thing"


# --- What others read of a person ---------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    """Amina of Partille, who takes part in a day that the federation holds, and her colleagues."""

    amina: Person
    # By name: who asks, each with a session of their own.
    asking: dict[str, str | None]
    addresses: list[str]


@pytest.fixture
def day(cast) -> Day:
    amina = person("Amina", cast.partille, cast.gr)
    colleagues = appointed(
        {
            "pia": (Role.SUB_PROJECT_LEADER, cast.partille),
            "hedda": (Role.UNIT_HEAD, cast.partille),
        }
    )
    asking = {name: signed_in(actor.user) for name, actor in colleagues.items()}
    asking |= {name: signed_in(cast.actor(name).user) for name in ("petra", "olga", "ada", "eve")}
    # They have parts in a round, and Amina's household will be in another one.
    another = a_round(cast, "En annan omgång")
    asking["noor"] = signed_in(an_officer(another, cast.partille, "noor").user)
    asking["rakel"] = signed_in(a_reviewer(another, cast.partille).user)
    asking["nobody"] = None
    held = training_day(cast, TODAY)
    row, session = place(cast, held, amina, cast.partille), held.sessions.get()
    record_attendance(
        session=session, marks=[Mark(key=row.public_key, mark="here")], on=TODAY, by=cast.olga
    )
    takes_part = participant(cast, amina, organisation=cast.partille)
    Programme.objects.update(is_public=True)
    link = CalendarLink.objects.create(user=colleagues["hedda"].user, language="sv")
    found = addresses(cast, takes_part, row, session, token_of(link))
    return Day(amina, asking, [*found, *of_round(cast, another)])


def of_round(cast, another: MatchingRound) -> list[str]:
    """What they read who have a part in another round: of theirs, and which rounds there are."""
    programme = {"programme_key": cast.programme.public_key}
    theirs = programme | {"round_key": another.public_key}
    pages = ("detail", "offers", "cases", "enter", "plans", "hand_overs")
    return [
        reverse("matching:list", kwargs=programme),
        *(reverse(f"matching:{name}", kwargs=theirs) for name in pages),
    ]


def addresses(cast, takes_part, row, session, token: str) -> list[str]:
    """What tells of a person, of changes, of days, and what is taken out or printed."""
    key, programme = takes_part.person.public_key, cast.programme
    within = {"programme_key": programme.public_key}
    month = within | {"month": TODAY.replace(day=1)}
    held = {"key": session.public_key}
    asked: list[tuple[str, dict]] = [
        ("home:home", {}),
        # Her page with what has become of her, what is kept, and what may be taken out.
        ("person:detail", {"key": key}),
        ("people:pairs", {}),
        ("people:correct", {"key": key}),
        ("people:protection", {"key": key}),
        ("disclose_person:extract", {"key": key}),
        ("forget_person:forget", {"key": key}),
        ("retention:person_holds", {"key": key}),
        ("subject_requests:of_person", {"key": key}),
        ("subject_requests:register", {}),
        ("delete_due:overview", {}),
        ("delete_due:proofs", {}),
        # Days: her own, everybody's, those of one link and of all.
        ("calendar:calendar", {}),
        ("feed:own", {"token": token}),
        ("feed:programme", {"slug": programme.slug}),
        ("feed:municipality", {"code": "1402"}),
        # Learning: what others may read of hers, and what each reads of their own.
        ("my_competence:mine", {}),
        ("certificates:mine", {}),
        ("organisation:detail", {"key": cast.partille.public_key}),
        ("organisation:training", {"key": cast.partille.public_key}),
        ("coverage:staff", within),
        # Lists of changes, and what can be undone.
        ("activities:news", held),
        ("activities:history", held | {"place_key": row.public_key}),
        ("deeds:lately", {}),
        ("administration:trail", {}),
        ("administration:trail_file", {}),
        ("administration:overview", {}),
        # What is printed, taken out, or sent on.
        ("activities:sheet", held),
        ("activities:paper_list", held),
        ("reports:person", month | {"person_key": key}),
        ("reports:download", month),
        ("rows_as_files:rows", within),
        ("programme_file:download", within),
        ("programme:detail", within),
        ("participants:list", within),
        ("participants:counts", within),
        ("participants:detail", within | {"key": takes_part.public_key}),
        ("interpreting:bookings", within),
        ("language_groups:overview", within),
        ("pathways:list", {}),
    ]
    found = [reverse(name, kwargs=given) for name, given in asked]
    found += [f"{reverse('administration:trail')}?person={key}"]
    found += [f"{reverse(name)}?format=csv" for name in ("people:list", "activities:list")]
    words = ("Amina", "R-001", "Provomgång", "Allt lika", "matchning")
    searched = [f"{reverse('search:search')}?q={word}" for word in words]
    return [*found, *searched, f"{reverse('people:list')}?q=Amina"]


def read_by(browser, address: str) -> tuple:
    """A page, or of an extract the file itself; that it was read leaves no trace."""
    is_file = address.endswith("/utdrag/")
    with undone():
        response = browser.post(address, {"form": "json"}) if is_file else browser.get(address)
    return answer(response), readable(b"".join(response))


def readable(body: bytes) -> bytes:
    """Without what is another each time; a workbook and a paper as what stands in them."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            names = [name for name in book.namelist() if not name.startswith("docProps/")]
            body = b"".join(book.read(name) for name in names)
    if body.startswith(b"%PDF"):
        body = body.partition(b"<?xpacket")[0]
    return CLOCK.sub(b"", CHANGES_EACH_TIME.sub(b"", body))


def enter(cast, somebody) -> list[Actor]:
    """Into a round, asked, a yes, and moved: all that tells anybody anything. Who has a part."""
    matching = a_round(cast, "Provomgång")
    mats = an_officer(matching, cast.osby)
    gets(matching, cast.ulla.user, cast.kungalv, Part.MUNICIPALITY)
    where = a_place(matching, cast.kungalv)
    a_home(where, from_day=TODAY)
    lost = a_home(where, "Torget 3", from_day=TODAY, most_persons=1)
    case = cases.enter_case(
        matching=matching,
        person=somebody,
        member={"age_group": Member.Age.MIDDLE},
        language="ar",
        lives_now=cast.partille,
        on=TODAY,
        by=mats,
    )
    cases.note_grounds(
        case=case, data_protection="public_task", secrecy="consent", on=TODAY, by=mats
    )
    cases.put_in_round(case=case, by=mats)
    scenario = Scenario.objects.create(
        round=matching, name="Allt lika", state="ready", is_current=True, computed_at=now()
    )
    Placement.objects.create(scenario=scenario, case=case, place=where)
    of_case = {"case": case, "by": mats}
    told = {"place": None, "reason": "", "text": "", "opened_at": now()}
    decisions.decide(kind="accept", version=seen(case), **told, **of_case)
    decisions.show(version=seen(case), tells=True, on=TODAY, **of_case)
    answers.note_answer(says_yes=True, how="paper", on=TODAY, **of_case)
    offers.withdraw_home(home=lost, why="Vattenskada", on=TODAY, by=mats)
    decisions.find_home(version=seen(case), **of_case)
    hand_over = after.begin_hand_over(move_on=TODAY, on=TODAY, **of_case)
    after.arrive(hand_over=hand_over, on=TODAY, by=mats)
    do_what_waits()
    # Somebody with a part reads of it, which is noted.
    about = {"programme_key": cast.programme.public_key, "round_key": matching.public_key}
    browser = browser_of(signed_in(mats.user))
    for name in ("cases", "plans", "hand_overs"):
        assert browser.get(reverse(f"matching:{name}", kwargs=about)).status_code == 200
    return [mats, cast.ulla]


def seen(case: Case) -> int:
    case.refresh_from_db()
    return case.version


# When a file was made, in pages, calendars, workbooks and papers.
CLOCK = re.compile(rb"\d\d:\d\d(:\d\d)?|(DTSTAMP|LAST-MODIFIED|CREATED):\w+|\d{5}\.\d+|D:\d{14}")
TRAIL = ("administration:trail", "administration:trail_file", "administration:overview")
# Who leads the programme knows of the round, and in the trail stands that it is worked on.
WORDS = (b"R-001", b"Allt lika", b"Torget 3")


def test_what_others_read_of_a_person_is_the_same_when_her_household_is_in_a_round(
    cast, day, mailoutbox
):
    browsers = {name: browser_of(session) for name, session in day.asking.items()}
    before = {
        (name, address): read_by(browser, address)
        for name, browser in browsers.items()
        for address in day.addresses
    }
    noted = set(Event.objects.values_list("pk", flat=True))
    enter(cast, day.amina)
    assert not mailoutbox, "Somebody got a letter about it"
    of_her = Event.objects.filter(person_id=day.amina.pk).exclude(pk__in=noted)
    # That an officer read of her is noted, with the programme and never with the round.
    told = set(of_her.values_list("verb", "about"))
    assert told == {("read", "programmes.Programme")}
    of_trail = tuple(reverse(name) for name in TRAIL)
    for (name, address), (status, body) in before.items():
        again, then = read_by(browsers[name], address)
        assert again == status, (name, address)
        if name == "petra" or address.startswith(of_trail):
            fresh = [word for word in WORDS if then.count(word) > body.count(word)]
            fresh += [b"Amina"] if then.count(b"Amina") > body.count(b"Amina") else []
            assert not fresh, f"{name} reads of it at {address}: {fresh}"
        else:
            assert then == body, f"{name} reads something else at {address}"
    # Nor did the test look away: each address is open to somebody.
    closed = {a for a in day.addresses if not any(before[n, a][0] == "200" for n in browsers)}
    assert not closed
