"""Writing an instrument: its facts, its draft, and what is published."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.engine.forms.as_json import to_dict
from samverka.engine.forms.checks import problems
from samverka.engine.forms.definition import Form
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.models import Instrument, InstrumentVersion

FACTS = ("name", "purpose", "sphere")


class NameTaken(Exception):
    """The organisation has an instrument of the name."""

    def __str__(self):
        return _("Your organisation already has an instrument of this name. Choose another.")


class Frozen(Exception):
    """A published version does not change."""

    def __str__(self):
        return _("This version is published and does not change. Begin a new version instead.")


class ChangedMeanwhile(Exception):
    """Somebody else has changed the draft since the page was opened."""

    def __str__(self):
        return _("Somebody else changed this while you were writing. Look, then save again.")


class HasProblems(Exception):
    """What is wrong with a form is mended before it is published."""

    def __str__(self):
        return _("There is something to mend first. It is listed beside the questions.")


class LacksWhatChanged(Exception):
    """A new version says what changed."""

    def __str__(self):
        return _("Write what changed since the version before.")


class NothingToTakeBack(Exception):
    """The latest change is taken back already."""

    def __str__(self):
        return _("There is nothing to take back.")


@transaction.atomic
def create_instrument(
    *, name: str, purpose: str = "", sphere: str, form: Form, by: Actor
) -> Instrument:
    """A new instrument with its first draft.

    :raises NameTaken: the organisation has one of the name
    """
    if Instrument.objects.filter(owner=by.organisation_id, name=name).exists():
        raise NameTaken
    made = Instrument.objects.create(
        owner_id=by.organisation_id, name=name, purpose=purpose, sphere=sphere
    )
    InstrumentVersion.objects.create(instrument=made, number=1, definition=to_dict(form))
    trail.note(by=by, verb="instruments.created", about=made)
    return made


@transaction.atomic
def change_facts(*, instrument: Instrument, values: Mapping[str, str], by: Actor) -> None:
    """:raises NameTaken: another has the name"""
    others = Instrument.objects.filter(owner=instrument.owner_id).exclude(pk=instrument.pk)
    if others.filter(name=values["name"]).exists():
        raise NameTaken
    changed = [name for name in FACTS if getattr(instrument, name) != values[name]]
    for name in changed:
        setattr(instrument, name, values[name])
    instrument.save(update_fields=FACTS)
    if changed:
        trail.note(by=by, verb="instruments.changed", about=instrument, fields=changed)


@transaction.atomic
def archive(*, instrument: Instrument, on: dt.date, by: Actor) -> None:
    """Put it away: its rounds and answers stay, and no new round is opened with it."""
    instrument.archived_on = on
    instrument.save(update_fields=["archived_on"])
    trail.note(by=by, verb="instruments.archived", about=instrument)


@transaction.atomic
def take_out_of_archive(*, instrument: Instrument, by: Actor) -> None:
    instrument.archived_on = None
    instrument.save(update_fields=["archived_on"])
    trail.note(by=by, verb="instruments.taken_out", about=instrument)


def _locked(version: InstrumentVersion) -> InstrumentVersion:
    found = InstrumentVersion.objects.select_for_update().get(pk=version.pk)
    if found.is_published:
        raise Frozen
    return found


@transaction.atomic
def change_definition(*, version: InstrumentVersion, form: Form, by: Actor) -> None:
    """Save a draft as it is now; what it was is kept, so that it can be taken back once.

    :raises Frozen: it is published
    :raises ChangedMeanwhile: it is not what it was when the caller read it
    """
    there = _locked(version)
    if there.definition != version.definition:
        raise ChangedMeanwhile
    there.before, there.definition = there.definition, to_dict(form)
    there.save(update_fields=["before", "definition"])
    trail.note(by=by, verb="instruments.written", about=version.instrument)


@transaction.atomic
def take_back_change(*, version: InstrumentVersion, by: Actor) -> None:
    """:raises NothingToTakeBack: nothing has changed since it was taken back last"""
    there = _locked(version)
    if there.before is None:
        raise NothingToTakeBack
    there.definition, there.before = there.before, None
    there.save(update_fields=["before", "definition"])
    trail.note(by=by, verb="instruments.written", about=version.instrument)


@transaction.atomic
def draft_version(*, instrument: Instrument, by: Actor) -> InstrumentVersion:
    """The draft of an instrument; a new one begins as a copy of the latest version."""
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    latest = instrument.versions.order_by("-number").first()
    if latest is not None and not latest.is_published:
        return latest
    made = InstrumentVersion.objects.create(
        instrument=instrument,
        number=latest.number + 1 if latest else 1,
        definition=latest.definition if latest else to_dict(Form(key=instrument.public_key)),
    )
    trail.note(by=by, verb="instruments.version_begun", about=instrument)
    return made


@transaction.atomic
def publish_version(
    *, version: InstrumentVersion, what_changed: str = "", on: dt.date, by: Actor
) -> None:
    """Freeze a draft, so that rounds can be opened with it.

    :raises HasProblems: something in it does not hold together
    :raises LacksWhatChanged: it is not the first, and does not say what changed
    """
    there = _locked(version)
    if problems(there.form):
        raise HasProblems
    if there.number > 1 and not what_changed.strip():
        raise LacksWhatChanged
    there.what_changed, there.published_on, there.before = what_changed.strip(), on, None
    there.save(update_fields=["what_changed", "published_on", "before"])
    trail.note(by=by, verb="instruments.version_published", about=version.instrument)
