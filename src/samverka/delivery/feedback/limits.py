"""Who may answer: those in the room where it is asked by the screen, and not too many at once.

Answers of one network are counted in the memory of the process only: what is written down could
tell when somebody answered.
"""

from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac

from samverka.toolkit import short_lived
from samverka.toolkit.clock import now

from .models import OPEN_FOR, FeedbackRound

CODE = "code of feedback"
HOUR = 3600
# A whole room answers through one network.
FROM_ONE_SENDER = 150
SENDERS = LocMemCache("feedback senders", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


def code_shown(asked: FeedbackRound) -> str:
    return short_lived.code_of(asked.public_key, context=CODE, at=now())


def let_in(response: HttpResponseBase, key: str) -> None:
    """The telephone has read the code on the screen; it answers once by that."""
    short_lived.let_in(response, key, context=CODE, path=_path(key))


def let_go(response: HttpResponseBase, key: str) -> None:
    """It has answered: a code that it reads anew gives it no second answer."""
    short_lived.let_go(response, context=CODE, path=_path(key))
    short_lived.note_used(response, key, context=CODE, path=_path(key), kept=OPEN_FOR)


def has_answered(request: HttpRequest, key: str) -> bool:
    return short_lived.was_used(request, key, context=CODE)


def is_in_the_room(request: HttpRequest, asked: FeedbackRound) -> bool:
    return short_lived.key_of(request, context=CODE) == asked.public_key


def _path(key: str) -> str:
    return reverse("feedback_answer:answer", args=[key])


def may_answer(sender: str, code: str) -> bool:
    """Count one answer, and tell whether it is within bounds."""
    key = salted_hmac("samverka.feedback", f"{sender}:{code}").hexdigest()
    SENDERS.add(key, 0, HOUR)
    return bool(SENDERS.incr(key) <= FROM_ONE_SENDER)
