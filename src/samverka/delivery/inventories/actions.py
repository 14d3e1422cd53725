"""Inventories are begun and corrected, and their rounds opened."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Instrument, Round, RoundReader
from samverka.register.partners.models import Organisation

from .models import RUNS, Inventory, InventoryRound

FACTS = ("name", "purpose")


class NameTaken(Exception):
    """The programme has an inventory of the name."""

    def __str__(self):
        return _("The programme already has an inventory of this name. Choose another.")


class NotPublished(Exception):
    """The instrument has no version that can be asked."""

    def __str__(self):
        return _("Publish a version of the questions first. A round asks what no longer changes.")


@transaction.atomic
def create_inventory(
    *, programme: Programme, instrument: Instrument, name: str, purpose: str = "", by: Actor
) -> Inventory:
    """:raises NameTaken: the programme has one of the name"""
    if Inventory.objects.filter(programme=programme, name=name).exists():
        raise NameTaken
    made = Inventory.objects.create(
        programme=programme, instrument=instrument, name=name, purpose=purpose
    )
    trail.note(by=by, verb="inventories.created", about=made)
    return made


@transaction.atomic
def change_inventory(*, inventory: Inventory, values: Mapping[str, str], by: Actor) -> None:
    """:raises NameTaken: another has the name"""
    others = Inventory.objects.filter(programme=inventory.programme_id, name=values["name"])
    if others.exclude(pk=inventory.pk).exists():
        raise NameTaken
    changed = [name for name in FACTS if getattr(inventory, name) != values[name]]
    for name in changed:
        setattr(inventory, name, values[name])
    inventory.save(update_fields=FACTS)
    if changed:
        trail.note(by=by, verb="inventories.changed", about=inventory, fields=changed)


@transaction.atomic
def open_round(
    *,
    inventory: Inventory,
    name: str,
    opens_on: dt.date,
    closes_on: dt.date,
    organisations: Collection[Organisation],
    is_shared: bool,
    on: dt.date,
    by: Actor,
) -> Round:
    """Ask each of the municipalities once, with the latest published version.

    Those that lead read the answers; where it is shared, so does each that is asked.

    :raises NotPublished: there is nothing to ask yet
    :raises instruments.Refused: the days do not fit
    """
    published = inventory.instrument.versions.exclude(published_on=None)
    version = published.select_related("instrument").order_by("-number").first()
    if version is None:
        raise NotPublished
    others_see = ""
    if is_shared:
        others_see = _("The municipalities that are asked read one another's answers.")
    made = instruments.open_round(
        version=version,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        way=Round.Way.NAMED,
        readers=_readers(inventory, organisations if is_shared else (), by),
        others_see=others_see,
        by=by,
    )
    instruments.ask(asked_round=made, organisations=organisations, on=on, by=by)
    InventoryRound.objects.create(inventory=inventory, round=made)
    trail.note(by=by, verb="inventories.round_opened", about=inventory)
    return made


def _readers(
    inventory: Inventory, organisations: Collection[Organisation], by: Actor
) -> list[instruments.Reader]:
    sees = RoundReader.Sees.ANSWERS
    leading = {one.pk: one for one in (inventory.programme.owner, by.organisation)}
    readers = {(one.pk, role): one for one in leading.values() for role in RUNS}
    readers |= {(one.pk, Role.SUB_PROJECT_LEADER): one for one in organisations}
    return [instruments.Reader(place, role, sees) for (_key, role), place in readers.items()]
