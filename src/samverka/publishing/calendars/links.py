"""Secret links to a user's days: nobody can make one without the key, and none is stored."""

import hmac

from samverka.toolkit import sealing

from .models import CalendarLink

CONTEXT = "link to a calendar"
KEY, MARK = 12, 40


def token_of(link: CalendarLink) -> str:
    return link.public_key + _mark(link.public_key)


def link_with(token: str) -> CalendarLink | None:
    """The link that a token is of; None for one that is made up or has been taken back."""
    key, mark = token[:KEY], token[KEY:]
    if not hmac.compare_digest(_mark(key).encode(), mark.encode()):
        return None
    return CalendarLink.objects.select_related("user").filter(public_key=key).first()


def _mark(key: str) -> str:
    return sealing.search_hash(key, context=CONTEXT)[:MARK]
