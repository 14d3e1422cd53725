"""A form of 100 items as it is opened and saved, and the figures of 5,000 answers to it."""

import datetime as dt
import random
import time
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.instruments import actions
from samverka.register.instruments.models import Asked, Response, Round
from samverka.register.instruments.queries import figures, token_of
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import today

from .measure import Row

ITEMS, ANSWERS, RUNS = 100, 5_000, 5
MOST_TO_OPEN, MOST_TO_SAVE, MOST_SECONDS = 10, 5, 1.0
STEPS = tuple(Choice(str(step), {"sv": f"Steg {step}"}) for step in range(1, 6))


def rows(_folder: Path) -> list[Row]:
    held = _round()
    page, response = _page(held)
    client = Client(SERVER_NAME="localhost")
    client.get(page)  # what is asked once per process is not the page's
    with CaptureQueriesContext(connection) as opened:
        assert client.get(page).status_code == 200
    given = {f"a{number}": number % 5 + 1 for number in range(ITEMS)}
    with CaptureQueriesContext(connection) as saved:
        actions.save_answers(response=response, answers=given, on=today(), by=SYSTEM)
    _fill(held)
    asked = [one for one in saved if "SAVEPOINT" not in one["sql"]]
    return [
        Row(f"queries to open a form of {ITEMS} items", len(opened), MOST_TO_OPEN, "queries"),
        Row("queries to save its answers", len(asked), MOST_TO_SAVE, "queries"),
        Row(f"figures of {ANSWERS} × {ITEMS} answers", _seconds(held), MOST_SECONDS, "s"),
    ]


def _round() -> Round:
    owner = Organisation.objects.get(name="Göteborgsregionen")
    olga = Actor(User.objects.get(email="olga@example.org"), Role.ORGANISER, owner)
    items = tuple(
        Item(f"a{number}", Kind.SCALE, {"sv": f"Fråga {number}"}, anchors=STEPS)
        for number in range(ITEMS)
    )
    form = Form("bench", {"sv": "Hundra frågor"}, (Language("sv", "Svenska"),), items)
    made = actions.create_instrument(name="Hundra frågor", sphere="staff", form=form, by=olga)
    actions.publish_version(version=made.versions.get(), on=today(), by=olga)
    return actions.open_round(
        version=made.versions.get(),
        name="Mätning",
        opens_on=today(),
        closes_on=today() + dt.timedelta(days=9),
        way=Round.Way.NAMED,
        by=olga,
    )


def _page(held: Round) -> tuple[str, Response]:
    """Where somebody answers who has begun."""
    person = Person.objects.filter(is_protected=False, forgotten_on=None).order_by("pk")[0]
    place = held.version.instrument.owner_id
    actions.ask(asked_round=held, persons=[(person, place)], on=today(), by=SYSTEM)
    asked = Asked.objects.get(round=held)
    response = actions.begin(asked_round=held, asked=asked, language="sv", on=today(), by=SYSTEM)
    return reverse("instruments_answer:page", args=[token_of(asked), 1]), response


def _fill(held: Round) -> None:
    """Answers that are sent; one in ten left out, as people do."""
    drawn = random.Random(7)
    Response.objects.bulk_create(
        (
            Response(
                round=held,
                language="sv",
                state=Response.State.DONE,
                answers={
                    f"a{number}": drawn.randint(1, 5)
                    for number in range(ITEMS)
                    if drawn.random() > 0.1
                },
            )
            for _one in range(ANSWERS)
        ),
        batch_size=500,
    )


def _seconds(held: Round) -> float:
    """Of processor time, the least of some runs."""
    found = []
    for _run in range(RUNS):
        began = time.process_time()
        assert figures(held, is_over=True, reads_answers=False).done == ANSWERS
        found.append(time.process_time() - began)
    return min(found)
