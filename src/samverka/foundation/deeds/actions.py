"""What is remembered of deeds. What was done stands in the trail; this is its doer's own list."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import now
from samverka.toolkit.sealing import seal_some_anew

from .models import CONTEXT, Deed, found_by
from .queries import KEPT_FOR, to_take_back

# One statement: it comes with everything that can be taken back, as each saving of a sheet.
KEEP = """
INSERT INTO deeds_deed (public_key, user_id, acting, of_list, found_by, told_sealed, done_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (user_id, found_by) WHERE taken_back_at IS NULL
DO UPDATE SET done_at = excluded.done_at
"""


def remember(*, address: str, told: dict[str, Any], of_list: str, acting: str, by: User) -> None:
    """Keep what was done and its undo. The same undo twice is one deed, at the later moment.

    It gives back what was before the first time. Sent twice at the same moment, the one that
    comes second finds the other's deed and adds none.
    """
    deed = Deed(user=by, found_by=found_by(by, address), of_list=of_list, acting=acting)
    deed.write({**told, "address": address})
    done_at = connection.ops.adapt_datetimefield_value(deed.done_at)
    row: list[Any] = [
        deed.public_key,
        by.pk,
        acting,
        of_list,
        deed.found_by,
        deed.told_sealed,
        done_at,
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, row)


@transaction.atomic
def name_page(*, addresses: Iterable[str], title: str, page: str, by: User) -> None:
    """Note on which page the message of a deed was shown: that says what it was done to."""
    for address in addresses:
        if deed := to_take_back(by, address).select_for_update().first():
            deed.write({**deed.told(), "title": title, "page": page})
            deed.save(update_fields=["told_sealed"])


@transaction.atomic
def take(*, address: str, by: User) -> dict[str, Any] | None:
    """What an undo needs, once: of two who ask at the same moment, one gets it."""
    deed = to_take_back(by, address).select_for_update().first()
    if deed is None:
        return None
    deed.taken_back_at = now()
    deed.save(update_fields=["taken_back_at"])
    return deed.told()


@transaction.atomic
def settle(*, deed: Deed, is_done: bool, why: str, by: User) -> None:
    """Write down what came of an undo: that it is done, or what it said instead."""
    deed = Deed.objects.select_for_update().get(pk=deed.pk, user=by)
    deed.taken_back_at = now() if is_done else None
    deed.write({**deed.told(), "why": why})
    deed.save(update_fields=["taken_back_at", "told_sealed"])


@transaction.atomic
def forget_old(*, by: Actor) -> int:
    """Let go what can no longer be taken back."""
    return Deed.objects.filter(done_at__lt=now() - KEPT_FOR).delete()[0]


@transaction.atomic
def seal_deeds_anew(*, at_most: int, by: Actor) -> int:
    """Seal some with the current key; answers how many."""
    rows = Deed.objects.all()
    return seal_some_anew(rows, "told_sealed", context=CONTEXT, at_most=at_most)
