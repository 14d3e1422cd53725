"""What joining two persons did, kept sealed for a month so that it can be taken back."""

import datetime as dt
import json
from typing import Any

from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.identity import opened
from samverka.register.people.models import Merge, Person
from samverka.register.people.queries.merges import MERGE_CONTEXT, remembered
from samverka.toolkit import sealing


@transaction.atomic
def remember_merge(*, person: Person, what: dict[str, Any], by: Actor) -> Merge:
    """Keep what was done to the rows of two persons who are one now."""
    sealed = sealing.seal(json.dumps(what), context=MERGE_CONTEXT)
    merge = Merge.objects.create(person=person, sealed=sealed)
    trail.note(by=by, verb="people.merge_kept", about=merge, person_id=person.pk)
    return merge


@transaction.atomic
def forget_old_merges(*, before: dt.datetime, by: Actor) -> int:
    """Empty what is older: the two are one for good. Tells how many."""
    old = list(Merge.objects.select_for_update().filter(made_at__lt=before))
    for merge in old:
        trail.note(by=by, verb="people.merge_for_good", about=merge, person_id=merge.person_id)
    Merge.objects.filter(pk__in=[merge.pk for merge in old]).delete()
    return len(old)


@transaction.atomic
def seal_merges_anew(*, at_most: int, by: Actor) -> int:
    """Seal some with the current key, and the identity numbers inside; answers how many."""
    done = f"{sealing.current_key()}:"
    rows = list(
        Merge.objects.select_for_update().exclude(sealed__startswith=done).order_by("pk")[:at_most]
    )
    for merge in rows:
        what = _with_numbers_sealed_anew(remembered(merge))
        merge.sealed = sealing.seal(json.dumps(what), context=MERGE_CONTEXT)
    Merge.objects.bulk_update(rows, ["sealed"])
    return len(rows)


def _with_numbers_sealed_anew(what: dict[str, Any]) -> dict[str, Any]:
    label = Person._meta.label
    for fields in what["deleted"].get(label, {}).values():
        fields["identity_sealed"] = _anew(fields["identity_sealed"])
    for changes in what["changed"].get(label, {}).values():
        if "identity_sealed" in changes:
            changes["identity_sealed"] = [_anew(value) for value in changes["identity_sealed"]]
    return what


def _anew(sealed: str) -> str:
    return opened(sealed).sealed if sealed else ""
