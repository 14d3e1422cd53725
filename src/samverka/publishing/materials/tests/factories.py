"""A small material with two files."""

from samverka.foundation.accounts.actor import Actor
from samverka.publishing.materials import actions
from samverka.publishing.materials.files import Sent
from samverka.publishing.materials.models import (
    FileContent,
    Material,
    MaterialDownload,
    MaterialFile,
    MaterialVersion,
)
from tests.people import TODAY, Cast

GUIDE = Sent("Vägledning för samtal.txt", "Börja med att lyssna.\n".encode())
PICTURE = Sent("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0")
FACTS = {
    "title": "Samtal om föräldraskap",
    "description": "För den som leder en grupp.\nSju träffar.",
    "language": "sv",
    "licence": "CC-BY-4.0",
}
CHANGED = {"changelog": "Rättat stavfel på första sidan."}


def material(cast: Cast, by: Actor | None = None, **given) -> Material:
    by = by or cast.karin
    facts = FACTS | {name: given.pop(name) for name in [*FACTS] if name in given}
    told = {"files": [GUIDE, PICTURE], "on": TODAY, **given}
    return actions.add_material(
        programme=cast.programme, owner=by.organisation, facts=facts, by=by, **told
    )


def latest(of: Material) -> MaterialVersion:
    return of.versions.latest("number")


def version(of: Material, by: Actor, **given) -> MaterialVersion:
    facts = {name: FACTS[name] for name in ("title", "description", "licence")} | CHANGED
    facts |= {name: given.pop(name) for name in [*facts] if name in given}
    told = {"files": [GUIDE], "on": TODAY, **given}
    return actions.add_version(material=of, facts=facts, by=by, **told)


def emptied() -> None:
    """As in an installation that has no material."""
    for table in (MaterialDownload, MaterialFile, MaterialVersion, Material, FileContent):
        table.objects.all().delete()
