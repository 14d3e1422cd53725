"""Sentences that households read: in Arabic some are read and approved, the others wait."""

import datetime as dt
from itertools import takewhile

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching.actions import texts
from samverka.guidance.matching.queries.texts import sentences_of

APPROVED_ON = dt.date(2026, 2, 9)
LANGUAGE, WAITS = "ar", "free_heading"
# Written by whoever leads and approved by the officer; and the officer's own, which waits.
BY_LEADER = ("title", "اقتراح بشأن المكان الذي يمكنكم السكن فيه")
BY_OFFICER = (WAITS, "أنتم تختارون بأنفسكم")


def approve_some(*, leader: Actor, officer: Actor) -> None:
    """Made up, as all of the region: nobody who knows Arabic has read them, and the page of a
    household goes on saying so, since not each sentence is approved."""
    for (key, text), by in ((BY_LEADER, leader), (BY_OFFICER, officer)):
        texts.write_sentence(key=key, language=LANGUAGE, text=text, by=by)
    first = takewhile(lambda one: one.key != WAITS, sentences_of(LANGUAGE))
    texts.approve(language=LANGUAGE, read=[one.mark for one in first], on=APPROVED_ON, by=officer)
