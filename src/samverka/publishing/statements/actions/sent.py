"""What is done with what was sent: receipts, files taken out, new seals, the end of keeping."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.files import MadeFile, file_of
from samverka.publishing.statements.models import Row, SentFile, Version
from samverka.publishing.statements.problems import StatementProblem
from samverka.publishing.statements.sealed import closed_line, opened_line
from samverka.toolkit import sealing
from samverka.toolkit.sealed_body import sealed_anew

from .sending import NotReady, SaysOtherwise

FILES_AT_ONCE = 10


class ReceiptIsNoted(StatementProblem):
    def __init__(self, receipt: str):
        super().__init__(
            _("Another receipt is noted already: %(receipt)s. It stays.") % {"receipt": receipt}
        )


class NotSentYet(StatementProblem):
    def __init__(self):
        super().__init__(_("It is not sent yet, so there is no receipt. Send it first."))


@transaction.atomic
def note_receipt(*, version: Version, receipt: str, by: Actor) -> None:
    """Note once what the authority answered.

    :raises NotSentYet: it is not sent
    :raises ReceiptIsNoted: another receipt is noted
    """
    kept = Version.objects.select_for_update().get(pk=version.pk)
    if not kept.is_sent:
        raise NotSentYet
    if kept.receipt and kept.receipt != receipt:
        raise ReceiptIsNoted(kept.receipt)
    kept.receipt = receipt
    kept.save(update_fields=["receipt"])
    trail.note(by=by, verb="statements.receipt_noted", about=kept)


@transaction.atomic
def note_fetched(*, file: SentFile, by: Actor) -> None:
    """That a file was taken out, and whose rows were in it."""
    is_own = file.kind == SentFile.Kind.PROTECTED_XLSX
    persons = file.version.rows.filter(is_protected=is_own, person__isnull=False)
    trail.note(by=by, verb="statements.file_fetched", about=file.version, fields=[file.kind])
    keys = persons.order_by("person_id").values_list("person_id", flat=True).distinct()
    trail.note_read(by=by, about=file.version, person_ids=list(keys))


@transaction.atomic
def look_at(*, version: Version, content: Content, kind: str, by: Actor) -> MadeFile:
    """A file of what is made ready, as it would be sent; it is not kept.

    :raises NotReady: it is sent, or opened again
    :raises SaysOtherwise: the facts are others than those that were made ready
    """
    if version.is_sent:
        raise NotReady
    if content.digest != version.content_digest:
        raise SaysOtherwise
    lines = content.protected if kind == SentFile.Kind.PROTECTED_XLSX else content.ordinary
    persons = {line.person_id for line in lines if line.person_id}
    trail.note(by=by, verb="statements.looked_at", about=version, fields=[kind])
    trail.note_read(by=by, about=version, person_ids=sorted(persons))
    return file_of(version, content, kind)


@transaction.atomic
def empty_version(*, version: Version, on: dt.date, by: Actor) -> None:
    """Take away rows and files whose time of keeping is over; sums and hashes stay.

    :raises NotSentYet: it is not sent
    """
    kept = Version.objects.select_for_update().get(pk=version.pk)
    if not kept.is_sent:
        raise NotSentYet
    kept.rows.all().delete()
    kept.files.all().delete()
    kept.emptied_on = on
    kept.save(update_fields=["emptied_on"])
    trail.note(by=by, verb="statements.emptied", about=kept)


@transaction.atomic
def seal_statements_anew(*, at_most: int, by: Actor) -> int:
    """Seal rows, then files, with the current key; tells how many, 0 when all are."""
    key = f"{sealing.current_key()}:"
    rows = list(Row.objects.select_for_update().exclude(cells__startswith=key)[:at_most])
    for row in rows:
        row.cells = closed_line(opened_line(row))
    Row.objects.bulk_update(rows, ["cells"], batch_size=100)
    if rows:
        return len(rows)
    return len(sealed_anew(SentFile, at_most=FILES_AT_ONCE))
