"""How a trial is shown to those who read it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from samverka.development.methods import permissions
from samverka.engine.disclosure import LEAST
from samverka.toolkit.texts import amount


def trial_rows(trials, actor, *, leads):
    """Each trial with what this actor may read of it."""
    return [
        {
            "trial": trial,
            "participants": participants(
                trial, sees_few=permissions.may_count(actor, trial, leads=leads)
            ),
            "before": plain(trial.start_value),
            "after": plain(trial.end_value),
            "change": plain(change(trial)),
            "is_own": trial.organisation_id == actor.organisation_id,
        }
        for trial in trials
    ]


def participants(trial, *, sees_few) -> str:
    """A group under five could point out somebody, to all but those who hold the trial."""
    count = trial.participants
    if count is None:
        return ""
    if 0 < count < LEAST and not sees_few:
        return _("fewer than %(least)s") % {"least": LEAST}
    return amount(count)


def change(trial) -> Decimal | None:
    """From before to after, where both are known."""
    if trial.start_value is None or trial.end_value is None:
        return None
    return trial.end_value - trial.start_value


def plain(value: Decimal | None) -> Decimal | int | None:
    """40 and not 40.00."""
    if value is None:
        return None
    return int(value) if value == int(value) else Decimal(f"{value:f}".rstrip("0"))
