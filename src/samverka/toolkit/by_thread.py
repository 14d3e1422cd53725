"""What Django keeps for each request, kept for each thread.

Django asks some two hundred times a page which language is on, and what addresses begin with. It
keeps both where requests that share a thread could tell theirs apart too, and to ask there takes
thirty times as long. Here a thread answers one request at a time (`config/web.py`).
"""

import threading

from django.urls import base
from django.utils.translation import trans_real


def keep_by_thread() -> None:
    """The names are Django's own and not promised: `test_by_thread` tells if they go away."""
    trans_real._active = threading.local()  # type: ignore[attr-defined]
    base._prefixes = threading.local()  # type: ignore[attr-defined]
    base._urlconfs = threading.local()  # type: ignore[attr-defined]
