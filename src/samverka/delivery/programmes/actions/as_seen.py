from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.as_seen import mark_of


class ChangedByAnother(Exception):
    """A fact that says something else than the page did on which it was changed."""

    def __str__(self):
        return _(
            "Somebody else has saved this since you opened it, so yours is not saved yet. "
            "Compare the two, and save again if yours is to stand."
        )


@transaction.atomic
def correct_as_seen(
    *, fact: models.Model | None, seen: str, correct: Callable[..., Any], by: Actor, **facts: Any
) -> Any:
    """Carry out `correct` if the fact still is what the page showed; `seen` is the page's mark.

    A page that was opened before marks were sent has none, and is taken as it is; so is what was
    not there yet, and still is not.

    :raises ChangedByAnother: somebody saved it meanwhile
    """
    if fact is not None and seen:
        there = type(fact)._default_manager.select_for_update().filter(pk=fact.pk).first()
        if there is None or mark_of(there) != seen:
            raise ChangedByAnother
    return correct(**facts, by=by)
