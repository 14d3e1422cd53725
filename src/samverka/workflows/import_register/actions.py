from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.register.imports.models import KEPT, Import, ImportRow
from samverka.register.imports.sealed import closed
from samverka.register.partners.queries import holds_role_still
from samverka.toolkit import sealing
from samverka.toolkit.clock import now, today
from samverka.toolkit.sealed_body import sealed
from samverka.toolkit.tables import TableProblem

from .judging import digest
from .permissions import may_import
from .reading import Looked, actor_of, look_through
from .writing import write

State = Import.State
Outcome = ImportRow.Outcome
AT_ONCE = 1000


class NotReady(Exception):
    """The import is not at the place where this can be done."""

    def __init__(self):
        super().__init__(_("The file is being read or written just now. Wait until it is done."))


class RowsAreWrong(Exception):
    def __init__(self, count: int):
        super().__init__(
            ngettext(
                "%(count)s row is wrong, so nothing was written. Mend it in the file, and send "
                "the file again.",
                "%(count)s rows are wrong, so nothing was written. Mend them in the file, and "
                "send the file again.",
                count,
            )
            % {"count": count}
        )


class RowsAreUndecided(Exception):
    def __init__(self, count: int):
        super().__init__(
            ngettext(
                "%(count)s row may be somebody who is there already. Decide it first.",
                "%(count)s rows may be somebody who is there already. Decide them first.",
                count,
            )
            % {"count": count}
        )


class MayNoLonger(TableProblem):
    """Whoever sent the file has lost the role since."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nothing was written: you no longer have the role that you sent the file in. "
                "Ask an administrator for it, or somebody who has it to send the file."
            )
        )


class HasChanged(Exception):
    """What would be done is not what was shown."""

    def __init__(self, looked: Looked):
        self.looked = looked
        super().__init__(
            _(
                "Nothing was written: the register has changed since you looked through the "
                "rows. Look through them once more."
            )
        )


@transaction.atomic
def begin_import(*, kind: str, file: File, language: str, by: Actor) -> Import:
    """Keep a file sealed, and have it looked through."""
    file.seek(0)
    batch = Import.objects.create(
        kind=kind,
        user_id=by.user_id,
        role=by.role,
        organisation=by.organisation,
        file_name=(file.name or "")[:200],
        content=sealed(file.chunks()),
        key_id=sealing.current_key(),
        language=language,
    )
    trail.note(by=by, verb="import_register.file_received", about=batch)
    _have_read(batch)
    return batch


def _have_read(batch: Import) -> None:
    batch.state, batch.problem = State.READING, ""
    batch.task_id = read_file.enqueue(batch.pk).id
    batch.save()


def _locked(batch: Import, *states: State) -> Import:
    """
    :raises NotReady: the import is in another state, or was thrown away
    """
    found = Import.objects.select_for_update().filter(pk=batch.pk, state__in=states).first()
    if found is None:
        raise NotReady
    return found


@task()
def read_file(import_id: int) -> None:
    """Look through the file; begun anew if the worker ends meanwhile."""
    batch = _waiting(import_id, State.READING)
    if batch is None:
        return
    by = actor_of(batch)

    def tell(done: int, total: int) -> None:
        if batch.task_id:
            work.report_progress(task_id=batch.task_id, done=done, total=total)

    with translation.override(batch.language):
        try:
            _must_still_be_allowed(batch, by)
            looked = look_through(batch, tell)
            keep_preview(batch=batch, looked=looked, by=by)
        except TableProblem as problem:
            refuse(batch=batch, problem=str(problem), by=by)
        except (work.Cancelled, NotReady):
            return


def _waiting(import_id: int, state: State) -> Import | None:
    """The import that a task was begun for, unless it was thrown away or done meanwhile."""
    rows = Import.objects.select_related("user", "organisation")
    return rows.filter(pk=import_id, state=state).first()


@transaction.atomic
def keep_preview(*, batch: Import, looked: Looked, by: Actor, problem: str = "") -> None:
    """Keep what was found about each row, sealed, until it is confirmed or a day has passed.

    :raises NotReady: it was thrown away meanwhile
    """
    batch = _locked(batch, State.READING, State.WRITING)
    batch.rows.all().delete()
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                batch=batch,
                number=verdict.number,
                outcome=verdict.outcome,
                content=closed(verdict.as_kept()),
            )
            for verdict in looked.verdicts
        ),
        batch_size=AT_ONCE,
    )
    batch.found = closed(looked.as_kept())
    batch.digest = digest(looked.verdicts)
    batch.state = State.READY if looked.is_clear else State.UNCLEAR
    batch.problem = problem
    batch.save()
    trail.note(by=by, verb="import_register.file_read", about=batch)


@transaction.atomic
def refuse(*, batch: Import, problem: str, by: Actor) -> None:
    """Keep the reason, and nothing of the file."""
    batch = _locked(batch, State.READING, State.WRITING)
    batch.state, batch.problem, batch.content = State.REFUSED, problem, b""
    batch.save()
    batch.rows.all().delete()
    trail.note(by=by, verb="import_register.file_refused", about=batch)


@transaction.atomic
def choose_columns(*, batch: Import, sheet: str, places: dict[str, int] | None, by: Actor) -> None:
    """Say which sheet is meant and which column holds what; the rows are looked through again.

    :param places: None to have the columns recognised anew
    :raises NotReady: it is being read or written
    """
    batch = _locked(batch, State.READY, State.UNCLEAR)
    batch.chosen = {"sheet": sheet, "columns": places}
    trail.note(by=by, verb="import_register.columns_chosen", about=batch)
    _have_read(batch)


@transaction.atomic
def decide(*, batch: Import, decided: dict[str, str], by: Actor) -> None:
    """Say of likely doubles who they are: the key of somebody, or "new".

    :raises NotReady: it is being read or written
    """
    batch = _locked(batch, State.READY)
    batch.chosen["decided"] = batch.chosen.get("decided", {}) | decided
    trail.note(by=by, verb="import_register.doubles_decided", about=batch)
    _have_read(batch)


@transaction.atomic
def confirm(*, batch: Import, by: Actor) -> None:
    """Have the rows written, all or none.

    :raises NotReady: it is being read or written, maybe by the same button a moment ago
    :raises RowsAreWrong: a row cannot be written
    :raises RowsAreUndecided: a likely double has not been decided
    """
    batch = _locked(batch, State.READY)
    for outcome, refusal in ((Outcome.WRONG, RowsAreWrong), (Outcome.ASK, RowsAreUndecided)):
        if count := batch.rows.filter(outcome=outcome).count():
            raise refusal(count)
    batch.state, batch.problem = State.WRITING, ""
    batch.task_id = write_rows.enqueue(batch.pk).id
    batch.save()
    trail.note(by=by, verb="import_register.confirmed", about=batch)


@task()
def write_rows(import_id: int) -> None:
    """Write what was confirmed; begun anew from nothing if the worker ends meanwhile."""
    batch = _waiting(import_id, State.WRITING)
    if batch is None:
        return
    by = actor_of(batch)
    with translation.override(batch.language):
        try:
            write_import(batch=batch, by=by)
        except HasChanged as problem:
            keep_preview(batch=batch, looked=problem.looked, by=by, problem=str(problem))
        except TableProblem as problem:
            refuse(batch=batch, problem=str(problem), by=by)


@transaction.atomic
def write_import(*, batch: Import, by: Actor) -> None:
    """Judge the rows again, and write them if they would do what was shown.

    :raises HasChanged: they would not
    :raises MayNoLonger: the role was withdrawn, or the account closed, since the file was sent
    """
    batch = _locked(batch, State.WRITING)
    _must_still_be_allowed(batch, by)
    looked = look_through(batch, lambda done, total: None)
    if digest(looked.verdicts) != batch.digest:
        raise HasChanged(looked)
    write(batch.kind, looked.verdicts, on=today(), by=by)
    batch.state, batch.content = State.WRITTEN, b""
    batch.save()
    trail.note(by=by, verb="import_register.written", about=batch)


def _must_still_be_allowed(batch: Import, by: Actor) -> None:
    """The worker acts later than the one who asked, who may have been let go meanwhile."""
    if not (holds_role_still(by, on=today()) and may_import(by, batch.kind)):
        raise MayNoLonger


@transaction.atomic
def throw_away(*, batch: Import, by: Actor) -> None:
    """Stop an import, whatever it is doing, and keep nothing of it.

    :raises NotReady: it is being written
    """
    batch = _locked(batch, *(state for state in State if state != State.WRITING))
    trail.note(by=by, verb="import_register.thrown_away", about=batch)
    if batch.task_id and batch.state == State.READING:
        work.cancel_task(task_id=batch.task_id)
    batch.delete()


@transaction.atomic
def forget_old_imports(*, by: Actor) -> int:
    """Nothing of a sent file is kept for more than a day; tells how many were forgotten."""
    old = list(Import.objects.select_for_update().filter(created_at__lte=now() - KEPT))
    for batch in old:
        trail.note(by=by, verb="import_register.forgotten", about=batch)
        batch.delete()
    return len(old)
