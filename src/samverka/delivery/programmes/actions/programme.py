import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import (
    RESERVED_SLUGS,
    OpenPoint,
    Participation,
    Precision,
    Programme,
    ProgrammeLink,
    SubRegion,
    Theme,
)
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from .rows import Outcome, set_row


class AddressIsTaken(Exception):
    """A slug at which another public page stands."""

    def __init__(self, slug: str):
        super().__init__(
            _(
                "The address “%(slug)s” is another public page's. "
                "Write a longer name, for example with the year."
            )
            % {"slug": slug}
        )


@transaction.atomic
def set_programme(
    *,
    slug: str,
    name: str,
    summary: str,
    owner: Organisation,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    extended_to: dt.date | None,
    moved_years: int,
    kind: str = Programme.Kind.PROJECT,
    starts_precision: str = Precision.DAY,
    ends_precision: str = Precision.DAY,
    extended_precision: str = Precision.DAY,
    budget: int | None = None,
    budget_basis: str = Programme.Basis.NOT_CHOSEN,
    co_financing_share: int | None = None,
    themes: Iterable[Theme] | None = None,
    is_public: bool | None = None,
    by: Actor,
) -> Outcome[Programme]:
    """A programme, found by its slug. Themes and `is_public` stay if they are not given.

    :raises AddressIsTaken: another public page has the address
    """
    if slug in RESERVED_SLUGS:
        raise AddressIsTaken(slug)
    facts: dict[str, Any] = {
        "name": name,
        "summary": summary,
        "owner": owner,
        "kind": kind,
        "starts_on": starts_on,
        "starts_precision": starts_precision,
        "ends_on": ends_on,
        "ends_precision": ends_precision,
        "extended_to": extended_to,
        "extended_precision": extended_precision,
        "moved_years": moved_years,
        "budget": budget,
        "budget_basis": budget_basis,
        "co_financing_share": co_financing_share,
    }
    if is_public is not None:
        facts["is_public"] = is_public
    many = {} if themes is None else {"themes": themes}
    return set_row(Programme, {"slug": slug}, facts, many=many, by=by)


@transaction.atomic
def set_kind(*, programme: Programme, kind: str, by: Actor) -> Outcome[Programme]:
    """What a programme is from now, as ordinary work."""
    return set_row(Programme, {"slug": programme.slug}, {"kind": kind}, by=by)


@transaction.atomic
def set_theme(*, slug: str, name: str, by: Actor) -> Outcome[Theme]:
    """What programmes may be about, found by its slug."""
    return set_row(Theme, {"slug": slug}, {"name": name}, by=by)


@transaction.atomic
def set_sub_region(
    *, programme: Programme, name: str, lead: Organisation, by: Actor
) -> Outcome[SubRegion]:
    """A part of the programme's area, found by its name in the programme."""
    where = {"programme": programme, "name": name}
    return set_row(SubRegion, where, {"lead": lead}, by=by)


@transaction.atomic
def set_participation(
    *,
    programme: Programme,
    organisation: Organisation,
    part: str,
    contact_function: str,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    via: SubRegion | None = None,
    by: Actor,
) -> Outcome[Participation]:
    """That an organisation takes part, in one way; `valid_to` is the first day without it."""
    where = {"programme": programme, "organisation": organisation, "part": part}
    facts = {
        "contact_function": contact_function,
        "via": via,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return set_row(Participation, where, facts, by=by)


@transaction.atomic
def set_link(
    *, earlier: Programme, later: Programme, kind: str, note: str = "", by: Actor
) -> Outcome[ProgrammeLink]:
    """That a programme builds on an earlier one."""
    where = {"earlier": earlier, "later": later}
    return set_row(ProgrammeLink, where, {"kind": kind, "note": note}, by=by)


@transaction.atomic
def set_open_point(
    *,
    programme: Programme,
    number: int,
    text: str,
    rows: str = "",
    settled: str | None = None,
    by: Actor,
) -> Outcome[OpenPoint]:
    """What the source leaves open, found by its number; what was settled stays if not given."""
    facts = {"text": text, "rows": rows}
    if settled is not None:
        facts["settled"] = settled
    return set_row(OpenPoint, {"programme": programme, "number": number}, facts, by=by)
