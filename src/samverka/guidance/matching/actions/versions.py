"""Versions of a case: whoever decides on an older one is told who changed it, and when."""

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching.models import Case, CaseChange
from samverka.toolkit import texts
from samverka.toolkit.clock import SWEDEN


class ChangedMeanwhile(Exception):
    """Somebody else changed the case after it was opened."""

    def __init__(self, last: CaseChange | None) -> None:
        if last is None or last.changed_by is None:
            text = _("This household was changed while you looked. Look again, then decide.")
        else:
            at = last.changed_at.astimezone(SWEDEN)
            text = _(
                "%(name)s changed this household on %(day)s at %(time)s, while you looked. Look "
                "again, then decide."
            ) % {
                "name": last.changed_by.name,
                "day": texts.day(at.date()),
                "time": f"{at:%H:%M}",
            }
        super().__init__(text)


def locked_at(case: Case, version: int) -> Case:
    """The case, locked, if it is still the one that was looked at.

    :raises ChangedMeanwhile: with who changed it and when
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.version != version:
        raise ChangedMeanwhile(locked.changes.select_related("changed_by").first())
    return locked


def changed(case: Case, *, by: Actor) -> None:
    """One more version of a case: whoever decides on an older one is told so."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    locked.version += 1
    locked.save(update_fields=["version"])
    case.version = locked.version
    CaseChange.objects.create(case=locked, version=locked.version, changed_by=by.user)
