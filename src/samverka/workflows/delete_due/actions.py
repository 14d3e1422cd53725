import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import acts_still
from samverka.delivery.retention import actions as retention
from samverka.delivery.retention.models import Deletion
from samverka.delivery.retention.permissions import may_decide_keeping
from samverka.delivery.retention.queries import keeping_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.toolkit.clock import today
from samverka.toolkit.deletion import Keys, digest_of, keys_of, rows_of

from .queries import (
    ANSWERS,
    all_due,
    begun,
    has_failed,
    held_among,
    line_of,
    stands_on_it,
)

State = Deletion.State


class CannotBeDeleted(Exception):
    """What was asked for is not done, and why."""


class IsNotDue(CannotBeDeleted):
    def __init__(self) -> None:
        super().__init__(
            _("Nothing was deleted: the records must still be kept. Look at the rules.")
        )


class SomebodyIsHeld(CannotBeDeleted):
    def __init__(self, count: int):
        super().__init__(
            ngettext(
                "Nothing was deleted: there is a hold on %(count)s person in these records.",
                "Nothing was deleted: there is a hold on %(count)s persons in these records.",
                count,
            )
            % {"count": count}
        )


class HasChanged(CannotBeDeleted):
    def __init__(self) -> None:
        super().__init__(
            _("Nothing was deleted: the records have changed since you looked. Look once more.")
        )


class MayNoLonger(CannotBeDeleted):
    def __init__(self) -> None:
        super().__init__(
            _("Nothing was deleted: whoever asked for it no longer has the role for it.")
        )


class WentWrong(CannotBeDeleted):
    def __init__(self) -> None:
        super().__init__(_("Nothing was deleted: something went wrong on the way."))


class OthersStandOnIt(CannotBeDeleted):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Nothing was deleted: other records of the programme stand on these. Delete those "
                "first, as far as they are due."
            )
        )


@transaction.atomic
def begin(
    *, programme: Programme, records: str, seen: int, language: str, on: dt.date, by: Actor
) -> Deletion:
    """Have all records of a kind deleted, or none.

    :param seen: how many rows the page showed
    :raises CannotBeDeleted: they are not due, somebody is held, or the number is another by now
    :raises retention.IsBeingDeleted: somebody asked for it before
    """
    line = line_of(programme, records, on=on)
    _check(programme, records, on)
    if line.rows != seen:
        raise HasChanged
    for broken in begun(programme, records):
        if has_failed(broken):
            retention.stop(deletion=broken, problem=str(WentWrong()), by=by)
    deletion = retention.begin_deletion(keeping=line.keeping, seen=seen, language=language, by=by)
    deletion.task_id = carry_out.enqueue(deletion.pk).id
    deletion.save(update_fields=["task_id"])
    return deletion


def _check(programme: Programme, records: str, on: dt.date) -> None:
    if not keeping_of(programme, records, on=on).is_due(on):
        raise IsNotDue
    if held := held_among(programme, records):
        raise SomebodyIsHeld(len(held))
    if stands_on_it(programme, records):
        raise OthersStandOnIt


@task()
def carry_out(deletion_id: int) -> None:
    """Look through the rows, then delete them at once; begun anew if the worker ends meanwhile."""
    rows = Deletion.objects.select_related("programme", "asked_by", "organisation")
    deletion = rows.filter(pk=deletion_id, state=State.BEGUN).first()
    if deletion is None:
        return
    by = Actor(user=deletion.asked_by, role=deletion.role, organisation=deletion.organisation)

    def tell(done: int, total: int) -> None:
        if deletion.task_id:
            work.report_progress(task_id=deletion.task_id, done=done, total=total)

    with translation.override(deletion.language):
        try:
            delete(deletion=deletion, looked=_look_through(deletion, tell), on=today(), by=by)
        except ProtectedError:
            retention.stop(deletion=deletion, problem=str(OthersStandOnIt()), by=by)
        except (CannotBeDeleted, work.Cancelled) as problem:
            retention.stop(deletion=deletion, problem=str(problem), by=by)


def _look_through(deletion: Deletion, tell: Callable[[int, int], None]) -> Keys:
    return keys_of(rows_of(ANSWERS[deletion.records].PATHS, deletion.programme), tell)


@transaction.atomic
def delete(*, deletion: Deletion, looked: Keys, on: dt.date, by: Actor) -> None:
    """Delete the rows and write the proof, both or neither.

    :raises CannotBeDeleted: a hold was placed, a rule written or a row made meanwhile
    """
    deletion = Deletion.objects.select_for_update().get(pk=deletion.pk)
    programme = Programme.objects.select_for_update().get(pk=deletion.programme_id)
    if not may_decide_keeping(by, programme) or not acts_still(by, programme, on=on):
        raise MayNoLonger
    _check(programme, deletion.records, on)
    if sum(map(len, looked.values())) != deletion.seen:
        raise HasChanged
    keys = ANSWERS[deletion.records].delete_of_programme(programme=programme, on=on, by=by)
    if digest_of(keys) != digest_of(looked):
        raise HasChanged
    retention.prove(deletion=deletion, keys=keys, by=by)


@transaction.atomic
def note_due(*, on: dt.date, by: Actor) -> int:
    """Note what has become due, so that the home page tells whoever decides; nothing goes."""
    return retention.note_due(due=all_due(on=on), on=on, by=by)


@transaction.atomic
def take_out_proof(*, deletion: Deletion, by: Actor) -> Deletion:
    """That a proof was taken out as a file."""
    trail.note(by=by, verb="retention.proof_taken_out", about=deletion)
    return deletion
