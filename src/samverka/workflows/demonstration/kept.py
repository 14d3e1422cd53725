"""Questions of a programme that ended long ago, whose time of keeping is over. Made up."""

import datetime as dt

from samverka.delivery.programmes.models import Programme
from samverka.delivery.questions import actions as questions
from samverka.delivery.retention import actions as retention
from samverka.delivery.retention.models import KeepingRule, Records
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.clock import at, stopped_at

NOTE = "Påhittat i demonstrationen."
ENDED = "kartlaggning-av-yrkeskunskaper"
SITE = "http://localhost:8000/"
WRITTEN_ON, KEPT_YEARS = dt.date(2007, 1, 8), 5
# What was asked, on which day, and the answer with its own.
ASKED = (
    (
        "Hur lång är en kartläggning på en arbetsplats?",
        dt.date(2007, 3, 5),
        "Två veckor, det vill säga tio arbetsdagar.",
        dt.date(2007, 3, 7),
    ),
    (
        "Får deltagaren själv läsa vad handledaren har skrivit?",
        dt.date(2007, 5, 14),
        "Ja, och skriva under det.",
        dt.date(2007, 5, 15),
    ),
)


def keep_too_long(actors: dict[str, Actor]) -> None:
    """Kept five years after the year in which it ended, and there still."""
    programme, lena = Programme.objects.get(slug=ENDED), actors["Lena"]
    retention.write_rule(
        programme=programme,
        records=Records.QUESTIONS,
        kept_years=KEPT_YEARS,
        counted_from=KeepingRule.CountedFrom.YEAR_END,
        source=f"{NOTE} Informationshanteringsplanen",
        valid_from=WRITTEN_ON,
        by=lena,
    )
    for title, asked_on, text, answered_on in ASKED:
        with stopped_at(at(asked_on, dt.time(10))):
            asked = questions.ask(
                programme=programme, title=title, site=SITE, on=asked_on, by=actors["Omar"]
            )
        with stopped_at(at(answered_on, dt.time(9))):
            questions.answer(
                question=asked, text=text, source=NOTE, site=SITE, on=answered_on, by=lena
            )
