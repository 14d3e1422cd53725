"""Questions that a page asks by itself while somebody types."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def only_looks(view: View) -> View:
    """It writes nothing, and is asked by a form that is not sent yet.

    When the session has ended it answers nothing, instead of leading whoever types away from what
    they wrote: they are asked to sign in when they send it.
    """
    view.only_looks = True  # type: ignore[attr-defined]
    return view
