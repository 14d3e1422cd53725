"""Text messages to telephones, by a gateway that takes them over HTTP."""

import json
import urllib.error
import urllib.request

from django.conf import settings

# What the other side says of itself or of the moment, not of the number (RFC 9110).
NOT_OF_THE_NUMBER = {401, 403, 404, 408, 429}
LONGEST_WAIT = 20


class Undelivered(Exception):
    """There is nobody at the address: it will not help to send it again."""


class NotTaken(Exception):
    """The other side did not take it now."""


def can_be_texted(number: str) -> bool:
    """Whether there is a gateway, and the number may be a mobile one."""
    return bool(settings.SMS_URL) and number.startswith(("07", "+"))


def send_text(number: str, text: str) -> None:
    """Hand it to the gateway: `to` and `text` as JSON over HTTP.

    :raises Undelivered: the number leads nowhere
    :raises NotTaken: nothing was taken in, and it may be later
    """
    body = json.dumps({"to": _international(number), "text": text}).encode()
    headers = {"Content-Type": "application/json"}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    asked = urllib.request.Request(settings.SMS_URL, body, headers)  # noqa: S310 (our setting)
    try:
        with urllib.request.urlopen(asked, timeout=LONGEST_WAIT):  # noqa: S310 (our setting)
            return
    except urllib.error.HTTPError as refusal:
        with refusal:
            is_about_number = 400 <= refusal.code < 500 and refusal.code not in NOT_OF_THE_NUMBER
        raise (Undelivered if is_about_number else NotTaken) from refusal
    except urllib.error.URLError as problem:
        raise NotTaken from problem


def _international(number: str) -> str:
    """As gateways want it: 0701234567 is +46701234567."""
    return f"+46{number[1:]}" if number.startswith("0") else number
