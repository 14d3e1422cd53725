"""Every write of material, with the failures one can expect."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Session
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .files import Sent, check_files, check_read_aloud
from .limits import LONGEST_TEXT, LONGEST_TITLE
from .models import (
    FileContent,
    Licence,
    Material,
    MaterialDownload,
    MaterialFile,
    MaterialVersion,
    SessionMaterial,
)
from .packages import TOLD, Package, plain, read_package, version_hash
from .problems import WrongManifest
from .queries import files_of, newest, sent_files

STRICTNESS = Licence.values
Kind = SessionMaterial.Kind


class LicenceTooFree(Exception):
    """What comes from somebody else's work, under freer terms than theirs."""

    def __init__(self, least: str):
        self.least = least

    def __str__(self):
        return _(
            "What it comes from is published under %(licence)s. Choose that licence, or a "
            "stricter one."
        ) % {"licence": self.least}


class TakenIn(Exception):
    """A new version of what somebody else makes."""

    def __str__(self):
        return _(
            "This was made elsewhere and gets its versions from there. Adapt it to make your own."
        )


class HereAlready(Exception):
    """A package whose very version is here."""

    def __init__(self, version: MaterialVersion):
        self.version = version

    def __str__(self):
        return _("“%(title)s”, version %(number)s, is here already.") % {
            "title": self.version.title,
            "number": self.version.number,
        }


class AnotherVersion(Exception):
    """Two that say they are the same version, and differ."""

    def __init__(self, number: int):
        self.number = number

    def __str__(self):
        return _(
            "There is another version %(number)s of this material here, with other content, so "
            "nothing was kept. Ask whoever made the package which of them holds."
        ) % {"number": self.number}


@transaction.atomic
def add_material(
    *,
    programme: Programme,
    owner: Organisation,
    facts: dict[str, str],
    files: Sequence[Sent],
    translates: MaterialVersion | None = None,
    adapted_from: MaterialVersion | None = None,
    on: dt.date,
    by: Actor,
) -> Material:
    """A material with its first version, seen in its programme until it is made public.

    `facts` are title, description, language, licence.

    :raises LicenceTooFree: freer than what it comes from
    :raises MaterialProblem: files that do not belong
    """
    source = translates or adapted_from
    if source and source.creator != owner.name:
        _check_licence(facts["licence"], source)
    material = Material.objects.create(programme=programme, owner=owner)
    _publish(
        material,
        facts
        | {
            "changelog": "",
            "creator": owner.name[:LONGEST_TITLE],
            "translates": translates.version_hash if translates else "",
            "adapted_from": adapted_from.version_hash if adapted_from else "",
            "credit": _credit(source) if source else "",
        },
        number=1,
        files=files,
        on=on,
    )
    trail.note(by=by, verb="materials.added", about=material)
    return material


def _check_licence(licence: str, source: MaterialVersion) -> None:
    if STRICTNESS.index(licence) < STRICTNESS.index(source.licence):
        raise LicenceTooFree(Licence(source.licence).value)


def _credit(source: MaterialVersion) -> str:
    """Who made what it comes from, and those before them: it goes along from hand to hand."""
    line = f"{source.title}, {source.number}, {source.creator}, {source.licence}"
    return "\n".join(filter(None, [line, source.credit]))[:LONGEST_TEXT]


@transaction.atomic
def add_version(
    *,
    material: Material,
    facts: dict[str, str],
    files: Sequence[Sent],
    follows_source: bool = False,
    on: dt.date,
    by: Actor,
) -> MaterialVersion:
    """The next version. `facts` are title, description, licence and changelog.

    `follows_source`: the translation now is of the latest version of what it translates.

    :raises TakenIn: it is made elsewhere
    :raises LicenceTooFree: freer than what it comes from
    """
    material = Material.objects.select_for_update().get(pk=material.pk)
    if material.is_taken_in:
        raise TakenIn
    before = material.versions.latest("number")
    sought = before.translates or before.adapted_from
    source = MaterialVersion.objects.filter(version_hash=sought).first() if sought else None
    if source and source.creator != before.creator:
        _check_licence(facts["licence"], source)
    told = {name: getattr(before, name) for name in ("language", "creator", "adapted_from")}
    told |= {"translates": before.translates, "credit": before.credit}
    if follows_source and before.translates and source:
        latest = newest(source)
        told |= {"translates": latest.version_hash, "credit": _credit(latest)}
    version = _publish(material, told | facts, number=before.number + 1, files=files, on=on)
    trail.note(by=by, verb="materials.version_added", about=material)
    return version


def _publish(
    material: Material,
    facts: dict[str, str],
    *,
    number: int,
    files: Sequence[Sent],
    on: dt.date,
) -> MaterialVersion:
    check_files(files)
    check_read_aloud(files)
    told = {name: plain(name, text) for name, text in facts.items()}
    told |= {"key": material.origin, "published_on": on.isoformat()}
    return _keep(material, told, number, files)


def _keep(
    material: Material, told: dict[str, str], number: int, files: Sequence[Sent]
) -> MaterialVersion:
    """Write a version and its files, each content once."""
    listed = [(file.name, file.sha256, len(file.body)) for file in files]
    version = MaterialVersion.objects.create(
        material=material,
        number=number,
        version_hash=version_hash(told, number, listed),
        **{name: told[name] for name in TOLD if name not in ("key", "published_on")},
        published_on=dt.date.fromisoformat(told["published_on"]),
    )
    for file in files:
        FileContent.objects.get_or_create(pk=file.sha256, defaults={"body": file.body})
    MaterialFile.objects.bulk_create(
        MaterialFile(version=version, name=name, size=size, content_id=digest)
        for name, digest, size in listed
    )
    return version


@transaction.atomic
def take_in(
    *, programme: Programme, owner: Organisation, content: bytes, by: Actor
) -> MaterialVersion:
    """Take a package in: the version as it was made elsewhere, with the same hash.

    :raises MaterialProblem: it is no package, or not what it says
    :raises HereAlready: the very version is here
    :raises AnotherVersion: another of the same number is here, or we make the material ourselves
    """
    package = read_package(content)
    _check_codes(package)
    there = MaterialVersion.objects.filter(version_hash=package.version_hash).first()
    if there:
        raise HereAlready(there)
    material, _is_new = Material.objects.select_for_update().get_or_create(
        origin=package.told["key"],
        defaults={"programme": programme, "owner": owner, "is_taken_in": True},
    )
    if not material.is_taken_in or material.versions.filter(number=package.number).exists():
        raise AnotherVersion(package.number)
    version = _keep(material, package.told, package.number, package.files)
    trail.note(by=by, verb="materials.taken_in", about=material)
    return version


def _check_codes(package: Package) -> None:
    if package.told["licence"] not in Licence.values:
        raise WrongManifest("licence")
    try:
        MaterialVersion._meta.get_field("language").run_validators(package.told["language"])
    except ValidationError:
        raise WrongManifest("language") from None


@transaction.atomic
def show(*, material: Material, by: Actor) -> None:
    """Let anybody fetch it."""
    material.is_public = True
    material.save(update_fields=["is_public"])
    trail.note(by=by, verb="materials.shown", about=material)


@transaction.atomic
def hide(*, material: Material, by: Actor) -> None:
    """Keep it within its programme. What others have fetched they may go on using."""
    material.is_public = False
    material.save(update_fields=["is_public"])
    trail.note(by=by, verb="materials.hidden", about=material)


@transaction.atomic
def set_public(*, materials: Sequence[tuple[Material, bool]], by: Actor) -> None:
    """Let anybody fetch each, or keep it within its programme; those that are so stay as is."""
    for material, is_public in materials:
        if material.is_public != is_public:
            (show if is_public else hide)(material=material, by=by)


@transaction.atomic
def count_download(*, version: MaterialVersion, on: dt.date, by: Actor | None) -> None:
    """One more on the day; the trail has no note, and `by` is kept nowhere (decision 18)."""
    row, is_new = MaterialDownload.objects.get_or_create(
        version=version, day=on, defaults={"times": 1}
    )
    if not is_new:
        MaterialDownload.objects.filter(pk=row.pk).update(times=F("times") + 1)


# --- Material of a session ----------------------------------------------------------------------


@transaction.atomic
def attach(*, session: Session, material: Material, kind: str, by: Actor) -> SessionMaterial:
    """Put a material to a session; twice is once.

    :raises NotReadAloud: a PDF in it that some could not read
    """
    check_read_aloud(sent_files(files_of(material.versions.latest("number"))))
    there, is_new = SessionMaterial.objects.update_or_create(
        session=session, material=material, defaults={"kind": Kind(kind)}
    )
    if is_new:
        trail.note(by=by, verb="materials.attached", about=session.activity)
    return there


@transaction.atomic
def attach_new(
    *,
    session: Session,
    kind: str,
    owner: Organisation,
    facts: dict[str, str],
    files: Sequence[Sent],
    on: dt.date,
    by: Actor,
) -> SessionMaterial:
    """Publish a material in the session's programme, and put it to the session.

    :raises MaterialProblem: files that do not belong, or that some could not read
    """
    material = add_material(
        programme=session.activity.programme,
        owner=owner,
        facts=facts,
        files=files,
        on=on,
        by=by,
    )
    return attach(session=session, material=material, kind=kind, by=by)


@transaction.atomic
def detach(*, attached: SessionMaterial, by: Actor) -> None:
    """Take it from the session; the material stays in its programme."""
    trail.note(by=by, verb="materials.detached", about=attached.session.activity)
    attached.delete()
