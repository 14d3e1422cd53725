"""Instruments and rounds as tests need them: a small form in Swedish and Arabic."""

import datetime as dt

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Personal
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.instruments import actions
from samverka.register.instruments.models import Asked, Instrument, Response, Round
from samverka.register.instruments.queries import draft_hash, token_of
from samverka.register.people.models import Person
from tests.people import TODAY

YES_NO = (
    Choice("yes", {"sv": "Ja", "ar": "نعم"}),
    Choice("no", {"sv": "Nej", "ar": "لا"}),
)
STEPS = tuple(
    Choice(str(step), {"sv": text} if text else {})
    for step, text in enumerate(("Inte alls", "", "", "", "Helt"), start=1)
)
LANGUAGES = (Language("sv", "Svenska"), Language("ar", "العربية", is_rtl=True))
WORK = Item(
    "work",
    Kind.SECTION,
    {"sv": "Arbete", "ar": "العمل"},
    items=(
        Item(
            "works",
            Kind.SINGLE,
            {"sv": "Arbetar du?", "ar": "هل تعمل؟"},
            required=True,
            choices=YES_NO,
        ),
        Item(
            "hours",
            Kind.WHOLE_NUMBER,
            {"sv": "Hur många timmar i veckan?"},
            show_when="${works} = 'yes'",
            constraint=". >= 0 and . <= 80",
            constraint_message={"sv": "Mellan 0 och 80."},
        ),
    ),
)
SELF = Item(
    "oneself",
    Kind.SECTION,
    {"sv": "Om dig", "ar": "عنك"},
    items=(
        Item("sure", Kind.SCALE, {"sv": "Hur säker är du?", "ar": "ما مدى ثقتك؟"}, anchors=STEPS),
        Item("health", Kind.LONG_TEXT, {"sv": "Hur mår du?"}, personal=Personal.SENSITIVE),
        Item("more", Kind.TEXT, {"sv": "Något mer?"}),
    ),
)
FORM = Form("arbete", {"sv": "Om ditt arbete", "ar": "عن عملك"}, LANGUAGES, (WORK, SELF))
PROOF = Form(
    "proof",
    {"sv": "Intyg"},
    LANGUAGES[:1],
    (
        Item("proof", Kind.FILE, {"sv": "Ditt intyg"}, required=True),
        Item("more", Kind.TEXT, {"sv": "Något mer?"}),
    ),
)
PDF = b"%PDF-1.7 Amandas betyg"
FULL = {"works": "yes", "hours": 30, "sure": 4, "health": "Bra", "more": "Nej"}


def instrument(
    by: Actor, form: Form = FORM, *, sphere: str = "staff", name: str = "Arbete"
) -> Instrument:
    """One whose first version is published."""
    made = actions.create_instrument(name=name, sphere=sphere, form=form, by=by)
    actions.publish_version(version=made.versions.get(), on=TODAY, by=by)
    return made


def a_round(by: Actor, *, way: str = "named", made: Instrument | None = None, **facts) -> Round:
    made = made or instrument(by)
    version = made.versions.exclude(published_on=None).latest("number")
    return actions.open_round(
        version=version,
        name="Våren 2026",
        opens_on=TODAY,
        closes_on=TODAY + dt.timedelta(days=20),
        way=way,
        by=by,
        **facts,
    )


def asked(a_round: Round, person: Person, organisation, by: Actor) -> Asked:
    actions.ask(asked_round=a_round, persons=[(person, organisation.pk)], on=TODAY, by=by)
    return Asked.objects.select_related("person").get(round=a_round, person=person)


def begun(one: Asked) -> Response:
    return actions.begin(
        asked_round=one.round, asked=one, code=token_of(one), language="sv", on=TODAY, by=SYSTEM
    )


def answered(one: Asked, answers: dict = FULL) -> Response:
    response = begun(one)
    actions.save_answers(response=response, answers=answers, on=TODAY, by=SYSTEM)
    if one.round.is_anonymous:
        actions.finish_unnamed(response=response, asked=one, on=TODAY, by=SYSTEM)
    else:
        actions.finish(response=response, on=TODAY, by=SYSTEM)
    response.refresh_from_db()
    return response


def file_sent(one: Asked, by: Actor) -> Response:
    """Somebody who is asked has sent a file as their answer."""
    response = begun(one)
    facts = {"item": "proof", "name": "betyg.pdf", "kind": "application/pdf", "body": PDF}
    actions.keep_file(response=response, on=TODAY, by=by, **facts)
    actions.finish(response=response, on=TODAY, by=by)
    return response


def by_link(a_round: Round, code: str, answers: dict | None = None) -> Response:
    """Somebody who has the link has begun, and saved something."""
    response = actions.begin(asked_round=a_round, code=code, language="sv", on=TODAY, by=SYSTEM)
    assert response.resume_hash == draft_hash(code)
    return actions.save_answers(response=response, answers=answers or {}, on=TODAY, by=SYSTEM)


def full_answered(cast, somebody: Person, *, said: str) -> Response:
    """Somebody who was asked with a name, and answered something sensitive."""
    one = asked(a_round(cast.olga), somebody, cast.kungalv, cast.olga)
    of_file = a_round(cast.olga, made=instrument(cast.olga, PROOF, name="Intyg"))
    file_sent(asked(of_file, somebody, cast.kungalv, cast.olga), cast.olga)
    return answered(one, FULL | {"health": said})
