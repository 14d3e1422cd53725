"""Material as lists, as versions that hang together, and as packages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person
from samverka.toolkit.lists import holding

from .files import TEXTS, Sent
from .models import (
    FileContent,
    Material,
    MaterialDownload,
    MaterialFile,
    MaterialVersion,
    SessionMaterial,
)
from .packages import TOLD, Package, write_package


def latest_of(materials: QuerySet[Material]) -> QuerySet[MaterialVersion]:
    """The latest version of each, with `is_older`: what it translates has a newer version."""
    of_the_same = MaterialVersion.objects.filter(material=OuterRef("material"))
    found = MaterialVersion.objects.filter(
        material__in=materials, pk=Subquery(of_the_same.order_by("-number").values("pk")[:1])
    )
    return _with_age(found).select_related("material__programme", "material__owner")


def _with_age(versions: QuerySet[MaterialVersion]) -> QuerySet[MaterialVersion]:
    newer = MaterialVersion.objects.filter(
        material=OuterRef("material"), number__gt=OuterRef("number")
    )
    overtaken = MaterialVersion.objects.filter(Exists(newer), version_hash=OuterRef("translates"))
    return versions.annotate(is_older=Exists(overtaken))


def listed(
    actor: Actor,
    programme: Programme,
    *,
    words: str = "",
    language: str = "",
    where: str = "",
) -> QuerySet[MaterialVersion]:
    """The programme's material; with `where` "open" all that is public in the region."""
    materials = Material.objects.visible_to(actor)
    materials = materials.open() if where == "open" else materials.filter(programme=programme)
    fetched = (
        MaterialDownload.objects.filter(version__material=OuterRef("material"))
        .order_by()
        .values("version__material")
        .annotate(all=Sum("times"))
        .values("all")
    )
    found = latest_of(materials).annotate(
        fetched=Coalesce(Subquery(fetched, output_field=IntegerField()), 0)
    )
    if words:
        found = found.filter(holding(words, "title", "description", "creator"))
    if language:
        found = found.filter(language=language)
    # By its own key a ticked row is known as the material that it is a version of.
    return found.annotate(key=F("material__public_key")).order_by("title", "pk")


def open_material(programme: Programme | None = None) -> QuerySet[MaterialVersion]:
    """What anybody may fetch, of one programme or of all."""
    materials = Material.objects.open()
    if programme is not None:
        materials = materials.filter(programme=programme)
    return latest_of(materials).order_by("title", "pk")


def versions_of(material: Material) -> QuerySet[MaterialVersion]:
    """The latest first, each with how often it was fetched."""
    return (
        _with_age(MaterialVersion.objects.filter(material=material))
        .annotate(fetched=Coalesce(Sum("downloads__times"), 0))
        .order_by("-number")
    )


def files_of(version: MaterialVersion) -> QuerySet[MaterialFile]:
    """By name, without what is in them."""
    return version.files.order_by("name")


def newest(version: MaterialVersion) -> MaterialVersion:
    """The latest version of the material it is a version of."""
    return MaterialVersion.objects.filter(material=version.material_id).latest("number")


def source_of(version: MaterialVersion, actor: Actor | None) -> MaterialVersion | None:
    """What it translates or was adapted from, where that is here and may be seen."""
    sought = version.translates or version.adapted_from
    seen = MaterialVersion.objects.visible_to(actor).select_related("material__programme")
    return seen.filter(version_hash=sought).first() if sought else None


def translations_of(material: Material, actor: Actor | None) -> QuerySet[MaterialVersion]:
    """The latest version of each material that translates a version of this one."""
    hashes = material.versions.values("version_hash")
    seen = Material.objects.visible_to(actor).exclude(pk=material.pk)
    return latest_of(seen).filter(translates__in=hashes).order_by("language", "title", "pk")


def adaptations_of(material: Material, actor: Actor | None) -> QuerySet[MaterialVersion]:
    hashes = material.versions.values("version_hash")
    seen = Material.objects.visible_to(actor).exclude(pk=material.pk)
    return latest_of(seen).filter(adapted_from__in=hashes).order_by("title", "pk")


def languages_of(actor: Actor, programme: Programme) -> list[str]:
    found = MaterialVersion.objects.filter(
        material__in=Material.objects.visible_to(actor).filter(programme=programme)
    )
    return sorted(found.order_by().values_list("language", flat=True).distinct())


def body_of(file: MaterialFile) -> bytes:
    return bytes(FileContent.objects.values_list("body", flat=True).get(pk=file.content_id))


def sent_files(files: Iterable[MaterialFile]) -> list[Sent]:
    return [Sent(file.name, body_of(file)) for file in files]


def package_of(version: MaterialVersion) -> bytes:
    """The version as one file: the same bytes each time."""
    told = {name: str(getattr(version, name)) for name in TOLD if name != "key"}
    told["key"] = version.material.origin
    package = Package(told, version.number, sent_files(files_of(version)))
    return write_package(package)


def times_fetched(material: Material) -> int:
    found = MaterialDownload.objects.filter(version__material=material)
    return found.aggregate(all=Coalesce(Sum(F("times")), 0))["all"]


# --- Material of a session ----------------------------------------------------------------------


@dataclass(frozen=True)
class Attached:
    """A material as it is now, put to a session, with its files by their places."""

    row: SessionMaterial
    version: MaterialVersion
    files: list["Listed"]


@dataclass(frozen=True)
class Listed:
    """A file, where it stands among the others, and whether it is also a page of ours."""

    place: int
    file: MaterialFile
    is_page: bool


def attached_to(sessions: Iterable[Session]) -> dict[int, list[Attached]]:
    """Of each session (its key) what was put to it, by kind and title. Three questions."""
    rows = list(
        SessionMaterial.objects.filter(session__in=list(sessions)).select_related("session")
    )
    latest = {
        version.material_id: version
        for version in latest_of(Material.objects.filter(pk__in={row.material_id for row in rows}))
    }
    files: dict[int, list[MaterialFile]] = defaultdict(list)
    for file in MaterialFile.objects.filter(version__in=latest.values()).order_by("name"):
        files[file.version_id].append(file)
    order = SessionMaterial.Kind.values
    found: dict[int, list[Attached]] = defaultdict(list)
    for row in sorted(
        rows, key=lambda row: (order.index(row.kind), latest[row.material_id].title)
    ):
        version = latest[row.material_id]
        listed = [
            Listed(place, file, PurePosixPath(file.name).suffix.lower() in TEXTS)
            for place, file in enumerate(files[version.pk], start=1)
        ]
        found[row.session_id].append(Attached(row, version, listed))
    return dict(found)


def to_choose(actor: Actor, session: Session) -> QuerySet[MaterialVersion]:
    """Material of the programme that is not at the session yet."""
    there = SessionMaterial.objects.filter(session=session).values("material")
    seen = Material.objects.visible_to(actor).filter(programme=session.activity.programme_id)
    return latest_of(seen.exclude(pk__in=there)).order_by("title", "pk")


def file_at(version: MaterialVersion, place: int) -> MaterialFile | None:
    """One by its place in the order of names."""
    files = list(files_of(version))
    return files[place - 1] if 1 <= place <= len(files) else None


@dataclass(frozen=True)
class OfSession:
    """A session somebody was at, and its material."""

    session: Session
    materials: list[Attached]


def material_of_attended(actor: Actor, person: Person) -> list[OfSession]:
    """What belongs to the sessions a person was at, latest first, as far as one may see it."""
    marks = Attendance.objects.visible_to(actor).filter(person=person, mark=Attendance.Mark.HERE)
    with_some = SessionMaterial.objects.visible_to(actor).values("session")
    sessions = list(
        Session.objects.filter(pk__in=marks.values("session"))
        .filter(pk__in=with_some)
        .select_related("activity")
        .order_by("-starts_at", "pk")
    )
    found = attached_to(sessions) if sessions else {}
    return [OfSession(session, found[session.pk]) for session in sessions]
