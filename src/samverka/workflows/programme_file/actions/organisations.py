"""Organisations that a file names: those that are there are used again."""

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation
from samverka.workflows.programme_file.facts import Facts

from .report import Loading


def partners_of(rows: list[Facts], made: list[str], by: Actor) -> dict[str, Organisation]:
    """Those that take part, by the name in the file; units after what they are part of."""
    found: dict[str, Organisation] = {}
    for row in sorted(rows, key=lambda row: bool(row["part_of"])):
        found[row["name"]] = _found_or_made(row, found.get(row["part_of"]), made, by)
    return found


def organisation_of(row: Facts, loading: Loading) -> Organisation:
    """One that takes part, or another, which may be new."""
    known = loading.organisations.get(row["name"])
    return known or _found_or_made(row, None, loading.report.lines, loading.by)


def _found_or_made(
    row: Facts, parent: Organisation | None, made: list[str], by: Actor
) -> Organisation:
    organisation = _existing(row, parent)
    if organisation is not None:
        return organisation
    made.append(_("%(name)s: added to the organisations.") % {"name": row["name"]})
    return partners.add_organisation(
        name=row["name"],
        kind=row["kind"],
        municipality_code=row["municipality_code"],
        part_of=parent,
        by=by,
    )


def _existing(row: Facts, parent: Organisation | None) -> Organisation | None:
    """A municipality is known by its code, everything else by its name."""
    if row["kind"] == Organisation.Kind.MUNICIPALITY:
        same = {"municipality_id": row["municipality_code"], "kind": row["kind"]}
    else:
        same = {"name": row["name"]}
    return Organisation.objects.filter(**same, part_of=parent).first()
