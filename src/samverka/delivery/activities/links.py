"""Secret links to a place: nobody can make one without the key, and nothing of it is stored."""

import datetime as dt
import hmac

from django.db.models import Max

from samverka.toolkit import sealing

from .models import Registration

CONTEXT = "link to a place"
KEY, MARK = 12, 32


def token_of(place: Registration) -> str:
    return place.public_key + _mark(place.public_key)


def place_with(token: str, *, on: dt.date) -> Registration | None:
    """The place whose link it is. After the last day the link opens nothing any more."""
    key, mark = token[:KEY], token[KEY:]
    if not hmac.compare_digest(_mark(key).encode(), mark.encode()):
        return None
    places = Registration.objects.annotate(last_day=Max("activity__sessions__held_on"))
    return (
        places.select_related("activity", "person", "organisation")
        .filter(public_key=key, person__forgotten_on=None, last_day__gte=on)
        .first()
    )


def _mark(key: str) -> str:
    return sealing.search_hash(key, context=CONTEXT)[:MARK]
