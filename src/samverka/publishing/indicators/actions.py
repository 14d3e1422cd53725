import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .models import Definition


class VersionStands(Exception):
    """A version that is taken in would say something else."""

    def __init__(self, definition: Definition):
        super().__init__(
            _(
                "Version %(version)s of %(code)s is taken in already and never changes. Give what "
                "is new the next version, and the day it begins."
            )
            % {"version": definition.version, "code": definition.code}
        )


class BeginsTooEarly(Exception):
    """A version would begin before the one that it follows."""

    def __init__(self, code: str, day: dt.date):
        super().__init__(
            _("A new version of %(code)s must begin after %(day)s, when the last one began.")
            % {"code": code, "day": day}
        )


@transaction.atomic
def take_in(*, definitions: Iterable[Mapping[str, Any]], by: Actor) -> int:
    """Add the versions that are new, and end those they follow; the number of new ones.

    :raises VersionStands: a version that stands says something else than the file
    :raises BeginsTooEarly: a new version begins before the one that it follows
    """
    added = 0
    for fields in definitions:
        where = {name: fields[name] for name in ("fund_code", "code", "version")}
        there = Definition.objects.select_for_update().filter(**where).first()
        if there is None:
            _follow(fields)
            definition = Definition.objects.create(**fields)
            trail.note(by=by, verb="indicators.taken_in", about=definition)
            added += 1
        elif any(getattr(there, name) != value for name, value in fields.items()):
            raise VersionStands(there)
    return added


def _follow(fields: Mapping[str, Any]) -> None:
    """The version before this one ends the day it begins."""
    same = Q(fund_code=fields["fund_code"], code=fields["code"])
    last = Definition.objects.select_for_update().filter(same).order_by("-version").first()
    if last is None:
        return
    if fields["valid_from"] <= last.valid_from or fields["version"] <= last.version:
        raise BeginsTooEarly(last.code, last.valid_from)
    last.valid_to = fields["valid_from"]
    last.save(update_fields=["valid_to"])
