"""Sending: a task that freezes rows and files, all or none, once."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.publishing.statements.chain import chained
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.files import MadeFile, files_of
from samverka.publishing.statements.models import Row, SentFile, Series, Version
from samverka.publishing.statements.permissions import may_tell
from samverka.publishing.statements.problems import StatementProblem
from samverka.publishing.statements.queries.building import build, has_failed
from samverka.publishing.statements.queries.standing import Stand, standing
from samverka.publishing.statements.sealed import closed_line
from samverka.toolkit.clock import now, today
from samverka.toolkit.texts import listed

READY = Version.State.READY
AT_ONCE = 1000
STEPS = 4


class NotReady(StatementProblem):
    def __init__(self):
        super().__init__(_("It is not ready, or is being sent already. Look at it once more."))


class EarlierFirst(StatementProblem):
    """They are sent one after the other."""

    def __init__(self, earlier: Sequence[Stand]):
        super().__init__(
            _("Send the earlier ones first: %(months)s.")
            % {"months": listed(stand.period.text for stand in earlier)}
        )


class SaysOtherwise(StatementProblem):
    """What would be sent is not what was looked at."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing was sent: something has changed since it was made ready. Look at what "
                "differs, take it back and make it ready anew."
            )
        )


class MayNoLonger(StatementProblem):
    """Whoever asked has lost the role since."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing was sent: whoever asked for it no longer has the role. Somebody who has "
                "it can send it."
            )
        )


@transaction.atomic
def send(*, version: Version, by: Actor) -> None:
    """Have rows and files frozen, all or none, by a task.

    :raises NotReady: it was taken back, is sent, or is being sent
    :raises EarlierFirst: an earlier one is not sent, or is to be sent again
    """
    version = _locked(version)
    if version.is_being_sent and not has_failed(version):
        raise NotReady
    _must_come_next(version)
    asked = send_version.enqueue(
        version.pk,
        user_id=by.user_id,
        role=by.role,
        organisation_id=by.organisation_id,
        language=translation.get_language() or "",
    )
    version.task_id, version.problem = asked.id, ""
    version.save(update_fields=["task_id", "problem"])
    trail.note(by=by, verb="statements.sending_asked", about=version)


@task()
def send_version(
    version_id: int,
    *,
    user_id: int,
    role: str,
    organisation_id: int,
    language: str,
) -> None:
    """Send what was made ready; begun anew from nothing if the worker ends meanwhile."""
    rows = Version.objects.select_related("series__programme", "series__fund", "series__layout")
    version = rows.select_related("layout", "statement").filter(pk=version_id, state=READY).first()
    if version is None or version.task_id is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    programme = version.series.programme
    with translation.override(language):
        try:
            if not (acts_still(by, programme, on=today()) and may_tell(by, programme)):
                raise MayNoLonger
            _freeze_in_steps(version, by)
        except StatementProblem as problem:
            keep_problem(version=version, problem=str(problem), by=by)


def _freeze_in_steps(version: Version, by: Actor) -> None:
    """What takes time is made before the one transaction, which others wait for."""

    def tell(step: int) -> None:
        if version.task_id:
            work.report_progress(task_id=version.task_id, done=step, total=STEPS)

    tell(0)
    content = build(version.series, version.statement.first_month, layout=version.layout)
    if content.digest != version.content_digest:
        raise SaysOtherwise
    tell(1)
    version.sent_by, version.sent_at = by.user, now()
    files = files_of(version, content)
    tell(2)
    rows = _rows_of(version, content)
    tell(3)
    freeze(version=version, rows=rows, files=files, by=by)
    tell(STEPS)


def _rows_of(version: Version, content: Content) -> list[Row]:
    return [
        Row(
            version=version,
            number=number,
            person_id=line.person_id,
            person_key=line.person_key,
            is_protected=line.is_protected,
            cells=closed_line(line),
        )
        for number, line in enumerate(content.rows, start=1)
    ]


@transaction.atomic
def freeze(
    *, version: Version, rows: Sequence[Row], files: Sequence[MadeFile], by: Actor
) -> Version:
    """Keep rows and files, and say that it is sent: all of it or nothing.

    :raises NotReady: it was taken back or sent meanwhile
    :raises EarlierFirst: an earlier one is to be sent before it now
    :raises SaysOtherwise: the facts are others than those that were made ready
    """
    kept = _locked(version)
    _must_come_next(kept)
    now_ = build(kept.series, kept.statement.first_month, layout=kept.layout)
    if now_.digest != kept.content_digest:
        raise SaysOtherwise
    last = Version.objects.filter(series=kept.series, place__isnull=False).order_by("-place")
    before = last.first()
    kept.state, kept.task_id, kept.problem = Version.State.SENT, None, ""
    kept.sent_by, kept.sent_at = by.user, version.sent_at or now()
    kept.place = (before.place or 0) + 1 if before else 1
    kept.digest_before = before.digest if before else ""
    kept.digest = chained(kept)
    kept.save()
    Row.objects.bulk_create(rows, batch_size=AT_ONCE)
    for made in files:
        _keep_file(kept, made)
    trail.note(by=by, verb="statements.sent", about=kept)
    return kept


def _keep_file(version: Version, made: MadeFile) -> None:
    file = SentFile(
        version=version,
        kind=made.kind,
        name=made.name,
        size=len(made.body),
        sha256=hashlib.sha256(made.body).hexdigest(),
    )
    file.close(made.body)
    file.save()


@transaction.atomic
def keep_problem(*, version: Version, problem: str, by: Actor) -> None:
    """It stays ready, with the reason why it was not sent."""
    kept = Version.objects.select_for_update().filter(pk=version.pk, state=READY).first()
    if kept is None:
        return
    kept.task_id, kept.problem = None, problem
    kept.save(update_fields=["task_id", "problem"])
    trail.note(by=by, verb="statements.sending_refused", about=kept)


def _locked(version: Version) -> Version:
    """The version under its series' lock: what is sent has one order.

    :raises NotReady: it was taken back, or is sent
    """
    Series.objects.select_for_update().get(pk=version.series_id)
    rows = Version.objects.select_related(
        "series__programme", "series__fund", "series__layout", "statement", "layout"
    )
    found = rows.filter(pk=version.pk, state=READY).first()
    if found is None:
        raise NotReady
    return found


def _must_come_next(version: Version) -> None:
    month = version.statement.first_month
    stands = standing(version.series, on=month)
    earlier = [each for each in stands if each.period.first_month < month and not each.is_done]
    if earlier:
        raise EarlierFirst(earlier)
