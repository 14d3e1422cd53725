from samverka.delivery.activities.models import RUNS, Activity
from samverka.delivery.activities.permissions import may_run
from samverka.foundation.accounts.actor import Actor

from .models import AttendanceCertificate
from .subject import Subject


def may_give(actor: Actor | None, subject: Subject) -> bool:
    """Whoever runs the activity; over a series, whoever runs every activity in it."""
    if actor is None:
        return False
    if isinstance(subject.about, Activity):
        return may_run(actor, subject.about)
    activities = subject.activities()
    return bool(activities) and all(may_run(actor, activity) for activity in activities)


def may_end(actor: Actor | None, certificate: AttendanceCertificate) -> bool:
    """Correct or revoke what one's own organisation gave; not what one merely holds."""
    return (
        actor is not None
        and actor.is_one_of(*RUNS)
        and certificate.giver_id == actor.organisation_id
    )
