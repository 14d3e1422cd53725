"""A newsletter of the cast's programme, and somebody who reads it."""

from samverka.foundation.accounts.actor import SYSTEM
from samverka.publishing.newsletters import actions
from samverka.publishing.newsletters.models import Issue, Subscriber
from tests.people import Cast

TEXTS = {"sv": ("Vårens kurser", "Nu börjar kurserna.\n\nVälkomna till hösten också.")}


def issue(cast: Cast, texts=TEXTS, news=()) -> Issue:
    return actions.write_issue(
        programme=cast.programme, issue=None, texts=texts, news=news, by=cast.petra
    )


def subscriber(
    cast: Cast, address: str, *, confirmed: bool = False, language: str = "sv"
) -> Subscriber:
    asked = actions.subscribe(
        programme=cast.programme,
        address=address,
        language=language,
        site="https://samverka.example/",
        by=SYSTEM,
    )
    if confirmed:
        actions.confirm(subscriber=asked, by=SYSTEM)
    return asked
