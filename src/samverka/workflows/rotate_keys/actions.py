from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from samverka.delivery.activities import actions as activities
from samverka.delivery.certification import actions as certification
from samverka.delivery.check_in import actions as check_in
from samverka.delivery.feedback import actions as feedback
from samverka.delivery.invitations import actions as invitations
from samverka.delivery.working_time import actions as working_time
from samverka.development.cycles import actions as cycles
from samverka.foundation.accounts import actions as accounts
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.deeds import actions as deeds
from samverka.foundation.drafts import actions as drafts
from samverka.foundation.work import actions as work
from samverka.foundation.work.models import KeyCheck
from samverka.guidance.matching.actions import rotating as matching
from samverka.publishing.certificates import actions as certificates
from samverka.publishing.claims import actions as claims
from samverka.publishing.newsletters import actions as newsletters
from samverka.publishing.statements import actions as statements
from samverka.register.instruments import actions as instruments
from samverka.register.people import actions as people
from samverka.toolkit import keyring, sealing

from .queries import old_keys

AT_MOST = 500
# Files of up to twenty megabytes each.
FEW = 5
# What seals some of a module's values with the current key, and how many at a time.
SEALED: tuple[tuple[Callable[..., int], int], ...] = (
    (people.seal_numbers_anew, AT_MOST),
    (people.seal_merges_anew, AT_MOST),
    (certification.seal_papers_anew, FEW),
    (working_time.seal_pay_anew, AT_MOST),
    (statements.seal_statements_anew, AT_MOST),
    (claims.seal_files_anew, FEW),
    (certificates.seal_certificates_anew, FEW),
    (feedback.seal_feedback_anew, AT_MOST),
    (check_in.seal_arrivals_anew, AT_MOST),
    (newsletters.seal_addresses_anew, AT_MOST),
    (activities.seal_needs_anew, AT_MOST),
    (invitations.seal_addresses_anew, AT_MOST),
    (instruments.seal_answers_anew, AT_MOST),
    (instruments.seal_answer_files_anew, FEW),
    (cycles.seal_notes_anew, AT_MOST),
    (deeds.seal_deeds_anew, AT_MOST),
    (drafts.seal_drafts_anew, AT_MOST),
    (matching.seal_texts_anew, AT_MOST),
    (matching.seal_problems_anew, FEW),
)


class StillSealed(Exception):
    """Values are left that only an old key opens."""

    def __init__(self, key_id: str, tables: dict[str, int]):
        left = ", ".join(f"{table}: {count}" for table, count in sorted(tables.items()))
        super().__init__(
            f"The key {key_id} still opens values ({left}). Seal them with: samverka keys rotate"
        )


@transaction.atomic
def begin_or_go_on(*, by: Actor) -> bool:
    """Add a new key, unless a rotation was broken off: that one is finished first."""
    if any(sealing.values_sealed_with(key_id) for key_id in old_keys()):
        return False
    trail.note(by=by, verb="work.key_added", about=KeyCheck.objects.get())
    keyring.add_encryption_key(settings.KEY_FILE)
    return True


def seal_everything_anew(*, by: Actor, tell: Callable[[int], None]) -> int:
    """Seal every value with the current key, batch by batch: broken off, it goes on later.

    Each batch is a transaction of its own, so that the server may go on serving meanwhile.
    """
    done = accounts.seal_second_factors_anew(by=by)
    for seal_anew, at_most in SEALED:
        while count := seal_anew(at_most=at_most, by=by):
            done += count
            tell(done)
    _end(by)
    return done


@transaction.atomic
def _end(by: Actor) -> None:
    work.mark_with_key()
    trail.note(by=by, verb="work.keys_rotated", about=KeyCheck.objects.get())


@transaction.atomic
def drop_old_keys(*, by: Actor) -> list[str]:
    """Take the old keys out of the key file; answers which.

    :raises StillSealed: a value somewhere needs one of them
    """
    keys = old_keys()
    for key_id in keys:
        left = sealing.values_sealed_with(key_id)
        if left:
            raise StillSealed(key_id, left)
    trail.note(by=by, verb="work.keys_dropped", about=KeyCheck.objects.get())
    keyring.drop_old_encryption_keys(settings.KEY_FILE)
    return keys
