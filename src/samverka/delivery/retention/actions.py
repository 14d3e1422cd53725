"""Rules of one's own, holds, and the course of a deletion."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit import periods
from samverka.toolkit.clock import now
from samverka.toolkit.deletion import Keys, digest_of

from .models import Deletion, DueNote, Hold, KeepingRule
from .queries import Keeping

State = Deletion.State


class RuleFromThatDay(Exception):
    def __init__(self) -> None:
        super().__init__(
            _("There is a rule for these records from that day already. Choose another day.")
        )


class ReleasedAlready(Exception):
    def __init__(self) -> None:
        super().__init__(_("The hold was released a moment ago. Nothing more is needed."))


class IsBeingDeleted(Exception):
    def __init__(self) -> None:
        super().__init__(_("These records are being deleted just now. Wait until it is done."))


@transaction.atomic
def write_rule(
    *,
    programme: Programme,
    records: str,
    kept_years: int,
    counted_from: str,
    source: str,
    valid_from: dt.date,
    by: Actor,
) -> KeepingRule:
    """A rule of the programme's own; it lengthens what the funds ask, and never shortens it.

    :raises RuleFromThatDay: one holds from that day
    """
    same = {"programme": programme, "records": records, "valid_from": valid_from}
    rule, is_new = KeepingRule.objects.get_or_create(
        **same,
        defaults={"kept_years": kept_years, "counted_from": counted_from, "source": source},
    )
    if not is_new:
        raise RuleFromThatDay
    trail.note(by=by, verb="retention.rule_written", about=rule)
    return rule


@transaction.atomic
def end_rule(*, rule: KeepingRule, on: dt.date, by: Actor) -> None:
    """A rule that holds no more from a day.

    :raises periods.EndsBeforeItBegan: the day is not after its first
    """
    periods.check_end(rule.valid_from, on)
    rule.valid_to = on
    rule.save(update_fields=["valid_to"])
    trail.note(by=by, verb="retention.rule_ended", about=rule)


@transaction.atomic
def place_hold(
    *,
    programme: Programme | None = None,
    person: Person | None = None,
    kind: str = Hold.Kind.HOLD,
    reason: str,
    on: dt.date,
    by: Actor,
) -> Hold:
    """Nothing of the programme, or of the person, goes until the hold is released."""
    hold = Hold.objects.create(
        programme=programme,
        person=person,
        kind=kind,
        reason=reason,
        organisation=by.organisation,
        placed_on=on,
        placed_by=by.user,
    )
    DueNote.objects.filter(programme=programme).delete()
    trail.note(
        by=by, verb="retention.hold_placed", about=hold, person_id=person.pk if person else None
    )
    return hold


@transaction.atomic
def release_hold(*, hold: Hold, on: dt.date, by: Actor) -> None:
    """
    :raises ReleasedAlready: somebody else was faster
    """
    found = Hold.objects.select_for_update().in_force().filter(pk=hold.pk).first()
    if found is None:
        raise ReleasedAlready
    found.released_on, found.released_by = on, by.user
    found.save(update_fields=["released_on", "released_by"])
    trail.note(by=by, verb="retention.hold_released", about=found, person_id=found.person_id)


@transaction.atomic
def note_due(*, due: Iterable[Keeping], on: dt.date, by: Actor) -> int:
    """Keep a note of all that is due, each from the day it was first seen; others go."""
    there = {(note.programme_id, note.records): note for note in DueNote.objects.all()}
    wanted = {(one.programme.pk, str(one.records)): one for one in due}
    gone = [note.pk for key, note in there.items() if key not in wanted]
    DueNote.objects.filter(pk__in=gone).delete()
    for key in wanted.keys() - there.keys():
        one = wanted[key]
        note = DueNote.objects.create(
            programme=one.programme, records=one.records, kept_until=one.ran_out, noted_on=on
        )
        trail.note(by=by, verb="retention.due_noted", about=note)
    return len(wanted)


@transaction.atomic
def begin_deletion(*, keeping: Keeping, seen: int, language: str, by: Actor) -> Deletion:
    """Note that somebody wants these records deleted, by which rule, and what they had seen.

    :raises IsBeingDeleted: somebody asked before
    """
    clause = keeping.decisive
    if clause is None:
        raise ValueError("What no rule makes due is not deleted.")
    try:
        with transaction.atomic():
            deletion = Deletion.objects.create(
                programme=keeping.programme,
                records=keeping.records,
                asked_by=by.user,
                role=by.role,
                organisation=by.organisation,
                language=language,
                seen=seen,
                rule=f"{clause.whose}: {clause.says}",
                source=clause.source,
                kept_until=keeping.ran_out,
            )
    except IntegrityError:
        raise IsBeingDeleted from None
    trail.note(by=by, verb="retention.deletion_asked", about=deletion)
    return deletion


@transaction.atomic
def prove(*, deletion: Deletion, keys: Keys, by: Actor) -> None:
    """Turn a deletion into its proof: how many rows of each table, and the hash of their keys."""
    deletion.state = State.DONE
    deletion.counts = {table: len(ids) for table, ids in keys.items() if ids}
    deletion.digest = digest_of(keys)
    deletion.deleted_at = now()
    deletion.save(update_fields=["state", "counts", "digest", "deleted_at"])
    DueNote.objects.filter(programme=deletion.programme_id, records=deletion.records).delete()
    trail.note(by=by, verb="retention.deleted", about=deletion)


@transaction.atomic
def stop(*, deletion: Deletion, problem: str, by: Actor) -> None:
    """Nothing was deleted, and why."""
    Deletion.objects.filter(pk=deletion.pk, state=State.BEGUN).update(
        state=State.STOPPED, problem=problem[:400]
    )
    trail.note(by=by, verb="retention.deletion_stopped", about=deletion)
