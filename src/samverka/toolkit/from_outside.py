"""What anybody may send without signing in: no program, and not too much in an hour."""

import datetime as dt
import math

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

HOUR = 3600


class FromOutside(forms.Form):
    """What anybody may send, but no program. Its trap is shown by `toolkit/parts/trap.html`."""

    # People do not see it; programs that fill in every field do.
    website = forms.CharField(label=_("Leave this empty"), required=False)

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))


def sender_of(request: HttpRequest) -> str:
    """The sender's address, as signing in counts it: behind a proxy, the one that it adds."""
    address: str = get_adapter(request).get_client_ip(request)
    return address


def within(of: str, most: int, *, at: dt.datetime) -> bool:
    """Count one more of something, and tell whether it is within what there may be in an hour.

    Counted in the cache that all processes share. What it is of is kept as a keyed hash only, and
    for an hour.
    """
    key = "letters-" + salted_hmac("samverka.letters", of).hexdigest()[:40]
    # The cache's own counting would end after its usual five minutes.
    count, ends = cache.get(key) or (0, at)
    if ends <= at:
        count, ends = 0, at + dt.timedelta(seconds=HOUR)
    cache.set(key, (count + 1, ends), math.ceil((ends - at).total_seconds()))
    return bool(count < most)
