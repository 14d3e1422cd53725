"""What the tests of the question desk stand on."""

from samverka.delivery.programmes.models import Contact, Goal
from samverka.delivery.questions import actions
from samverka.delivery.questions.models import Answer, Question
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from tests.people import LONG_AGO, TODAY, Cast

SITE = "https://samverka.example.org/"


def goal(cast: Cast, number: str = "2", parent: Goal | None = None) -> Goal:
    return Goal.objects.create(
        programme=cast.programme,
        number=number,
        title=f"Delmål {number}",
        owner=cast.kungalv,
        parent=parent,
    )


def contact(cast: Cast, holder: Actor | None = None, **facts) -> Contact:
    """A function at Kungälv; Karin holds it unless somebody else is named."""
    told = {"function": "Samordnare för delmål 2", "valid_from": LONG_AGO}
    return Contact.objects.create(
        programme=cast.programme,
        organisation=cast.kungalv,
        holder=(holder or cast.karin).user,
        **(told | facts),
    )


def question(cast: Cast, title: str = "Hur bokar vi tolk?", by: Actor | None = None, **facts):
    return actions.ask(
        programme=cast.programme, title=title, site=SITE, on=TODAY, by=by or cast.olga, **facts
    )


def answer(cast: Cast, to: Question, text: str = "Ring växeln.", on=TODAY, **facts) -> Answer:
    told = {"source": "Rutin 12", "by": cast.petra}
    return actions.answer(question=to, text=text, site=SITE, on=on, **(told | facts))


def asked_and_answered(cast: Cast, user: User) -> Answer:
    """A question that somebody asked, and answered themselves."""
    actor = Actor(user=user, role=Role.STAFF_MEMBER, organisation=cast.kungalv)
    return answer(cast, question(cast, by=actor), by=actor)
