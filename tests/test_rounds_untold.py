"""Nobody outside a round can learn that a household is in it, by any address of the application.

Every address of matching is asked by all to whom it is closed, about what there is and about what
there never was: the answers are the same, letter for letter. And what others read of a person is
the same before and after the person's household is in a round.
"""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from samverka.guidance.matching.models import Case, Part, Placement, Proposal, Scenario
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_home,
    a_place,
    a_proposal,
    a_round,
    gets,
)
from samverka.guidance.matching.tests.factories import officer as an_officer
from samverka.toolkit.clock import now
from tests.people import person
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


# Without a part two stand for all: one of another municipality, and one not signed in.
OUTSIDE = ("eve", "nobody")
# Who leads sees the round; two have a part, in which they answer for no household.
INSIDE = ("petra", "ulla", "rut")
# The hand-over of these tests comes to Kungälv: Ulla reads it, and may not do all with it.
HERS = {"ulla": "matching:hand_over"}


def never_was(name: str, given: dict) -> dict:
    """Keys of nothing. Whoever has a part knows of the round itself."""
    kept = NO_KEYS | ({"round_key"} if name in INSIDE else set())
    return {key: value if key in kept else MADE_UP for key, value in given.items()}


def test_what_there_is_and_what_there_never_was_are_answered_alike(cast):
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


@pytest.fixture
def amina(cast):
    return person("Amina", cast.partille)


def addresses(cast, somebody) -> list[str]:
    """What tells of a person, of changes and of days."""
    of_her = {"key": somebody.public_key}
    programme = {"programme_key": cast.programme.public_key}
    return [
        reverse("people:list") + "?q=Amina",
        reverse("search:search") + "?q=Amina",
        reverse("search:search") + "?q=R-001",
        reverse("search:search") + "?q=Provomgång",
        reverse("home:home"),
        reverse("administration:trail"),
        reverse("administration:trail_file"),
        reverse("programme:detail", kwargs=programme),
        reverse("participants:list", kwargs=programme),
        reverse("participants:counts", kwargs=programme),
        reverse("disclose_person:extract", kwargs=of_her),
        reverse("participants:detail", kwargs=programme | of_her),
        reverse("pathways:list"),
        reverse("people:list") + "?format=csv",
        reverse("activities:list") + "?format=csv",
    ]


def read_by(browser, address: str) -> tuple:
    response = browser.get(address, follow=False)
    return answer(response), CHANGES_EACH_TIME.sub(b"", b"".join(response))


def enter(cast, somebody) -> Case:
    """Into a round, as far as a yes."""
    matching = a_round(cast, "Provomgång")
    made = a_case(matching, cast.partille, somebody)
    mats = an_officer(matching, cast.osby)
    gets(matching, cast.ulla.user, cast.kungalv, Part.MUNICIPALITY)
    place = a_place(matching, cast.kungalv)
    scenario = Scenario.objects.create(
        round=matching, name="Allt lika", state="ready", is_current=True, computed_at=now()
    )
    Placement.objects.create(scenario=scenario, case=made, place=place)
    a_proposal(made, place, Proposal.State.SHOWN, home=a_home(place))
    # Somebody with a part reads of it, which is noted.
    browser = browser_of(signed_in(mats.user))
    about = {"programme_key": cast.programme.public_key, "round_key": matching.public_key}
    for name in ("cases", "plans"):
        assert browser.get(reverse(f"matching:{name}", kwargs=about)).status_code == 200
    return made


def test_what_others_read_of_a_person_is_the_same_when_her_household_is_in_a_round(cast, amina):
    sessions = {
        name: session
        for name, session in sessions_of(cast).items()
        if name in {"karin", "olga", "sara", "ada", "eve", "nobody"}
    }
    asked = addresses(cast, amina)
    words = (b"R-001", "Provomgång".encode(), b"/matchning/", b"Allt lika")
    before = {
        (name, address): read_by(browser_of(session), address)
        for name, session in sessions.items()
        for address in asked
    }
    enter(cast, amina)
    for (name, address), told in before.items():
        status, body = read_by(browser_of(sessions[name]), address)
        assert status == told[0], (name, address)
        # What was asked for stands in the field of the search.
        fresh = [word for word in words if word in body and word not in told[1]]
        assert not fresh, f"{name} reads of it at {address}: {fresh}"
