"""The text of an agreement: drawn up, corrected until somebody signs, written anew after that."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.agreements.models import Agreement, AgreementPart, AgreementVersion
from samverka.register.partners.models import Organisation


class TitleIsTaken(Exception):
    """Another agreement is called the same."""

    def __str__(self):
        return _("There is an agreement with this title. Choose another title.")


class IsSigned(Exception):
    """What somebody has signed stays as it was."""

    def __init__(self, version: AgreementVersion):
        super().__init__(version.number)
        self.number = version.number

    def __str__(self):
        return _(
            "Somebody has signed version %(number)s, so it stays as it is. Make a new version."
        ) % {"number": self.number}


class IsStillOpen(Exception):
    """A version that nobody has signed needs no other after it."""

    def __init__(self, version: AgreementVersion):
        super().__init__(version.number)
        self.number = version.number

    def __str__(self):
        return _("Nobody has signed version %(number)s yet. Correct that one instead.") % {
            "number": self.number
        }


@dataclass(frozen=True)
class Wording:
    """What stands in a version; `valid_to` is the first day it no longer holds."""

    text: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    review_on: dt.date | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> dict:
        return {
            "text": self.text,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "review_on": self.review_on,
        }


@transaction.atomic
def draw_up(
    *, title: str, kind: str, keeper: Organisation, wording: Wording, by: Actor
) -> Agreement:
    """A new agreement with its first version, which nobody has signed.

    :raises TitleIsTaken: another agreement is called the same
    """
    if Agreement.objects.filter(title=title).exists():
        raise TitleIsTaken
    agreement = Agreement.objects.create(title=title, kind=kind, keeper=keeper)
    _write(AgreementVersion(agreement=agreement, number=1), wording)
    trail.note(by=by, verb="agreements.drawn_up", about=agreement)
    return agreement


@transaction.atomic
def correct(*, agreement: Agreement, title: str, wording: Wording, by: Actor) -> None:
    """Bring the newest version to what was written, as long as nobody has signed it.

    :raises IsSigned: somebody has
    :raises TitleIsTaken: another agreement is called the same
    """
    version = open_version(agreement)
    if Agreement.objects.filter(title=title).exclude(pk=agreement.pk).exists():
        raise TitleIsTaken
    agreement.title = title
    agreement.save(update_fields=["title"])
    _write(version, wording)
    trail.note(by=by, verb="agreements.corrected", about=agreement)


@transaction.atomic
def new_version(
    *, agreement: Agreement, what_changed: str, wording: Wording, by: Actor
) -> AgreementVersion:
    """The next version, which asks every party to sign again; the last keeps its signatures.

    :raises IsStillOpen: nobody has signed the last one
    """
    newest = newest_version(agreement)
    if not newest.signatures.exists():
        raise IsStillOpen(newest)
    version = AgreementVersion(
        agreement=agreement, number=newest.number + 1, what_changed=what_changed
    )
    _write(version, wording)
    trail.note(by=by, verb="agreements.version_added", about=agreement)
    return version


def newest_version(agreement: Agreement) -> AgreementVersion:
    """The last version; the agreement is locked, so that nobody signs what is being changed."""
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    return AgreementVersion.objects.filter(agreement=agreement).order_by("-number")[0]


def open_version(agreement: Agreement) -> AgreementVersion:
    """The last version, if nobody has signed it.

    :raises IsSigned: somebody has
    """
    version = newest_version(agreement)
    if version.signatures.exists():
        raise IsSigned(version)
    return version


def _write(version: AgreementVersion, wording: Wording) -> None:
    for name, value in wording.facts.items():
        setattr(version, name, value)
    version.save()
    for part, text in wording.parts.items():
        AgreementPart.objects.update_or_create(version=version, part=part, defaults={"text": text})
