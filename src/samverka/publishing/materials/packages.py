"""A version as a package: a ZIP of manifest.json and files/. Read with limits, written the same.

The version hash is the SHA-256 of the manifest without its own hash, as JSON in UTF-8 with sorted
names and no spaces; the manifest holds the SHA-256 of every file.
"""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .files import Sent, check_names, check_sizes, same_everywhere
from .limits import (
    HIGHEST_VERSION,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_BYTES,
    MOST_FILES,
    MOST_MANIFEST,
    MOST_PACKAGE,
)
from .problems import Altered, Bomb, NotAPackage, TooLarge, TooManyFiles, WrongManifest

FORMAT = 1
MANIFEST = "manifest.json"
FOLDER = "files/"
# The same package byte for byte, whenever it is written.
BEGINNING = (1980, 1, 1, 0, 0, 0)
MOST_RATIO = 50
ALWAYS_ALLOWED = 1_000_000
# What is told of a version, and how long each may be.
TOLD = {
    "key": 12,
    "title": LONGEST_TITLE,
    "description": LONGEST_TEXT,
    "language": 35,
    "licence": 20,
    "creator": LONGEST_TITLE,
    "changelog": LONGEST_TEXT,
    "published_on": 10,
    "translates": 64,
    "adapted_from": 64,
    "credit": LONGEST_TEXT,
}
LINES = frozenset({"description", "changelog", "credit"})
NEEDED = ("key", "title", "language", "licence", "creator", "published_on")


@dataclass(frozen=True)
class Package:
    """What a version says of itself, and its files in the order of their names."""

    told: dict[str, str]
    number: int
    files: Sequence[Sent]

    @property
    def version_hash(self) -> str:
        listed = [(file.name, file.sha256, len(file.body)) for file in self.files]
        return version_hash(self.told, self.number, listed)


def version_hash(told: dict[str, str], number: int, files: Sequence[tuple[str, str, int]]) -> str:
    """The hash of a version, from what it says and its files' names, hashes and sizes."""
    written = json.dumps(
        _manifest(told, number, files),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(written.encode()).hexdigest()


def plain(name: str, text: str) -> str:
    """What is told under a name, as it is written everywhere."""
    return same_everywhere(text, lines=name in LINES).strip()


def _manifest(
    told: dict[str, str], number: int, files: Sequence[tuple[str, str, int]]
) -> dict[str, Any]:
    listed = [{"name": name, "sha256": digest, "size": size} for name, digest, size in files]
    return {
        "samverka_material": FORMAT,
        "version": number,
        **{name: told[name] for name in TOLD},
        "files": sorted(listed, key=lambda file: str(file["name"])),
    }


# --- Writing ------------------------------------------------------------------------------------


def write_package(package: Package) -> bytes:
    listed = [(file.name, file.sha256, len(file.body)) for file in package.files]
    manifest = _manifest(package.told, package.number, listed) | {"hash": package.version_hash}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
        archive.writestr(zipfile.ZipInfo(MANIFEST, BEGINNING), text)
        for file in sorted(package.files, key=lambda file: file.name):
            archive.writestr(zipfile.ZipInfo(FOLDER + file.name, BEGINNING), file.body)
    return buffer.getvalue()


# --- Reading ------------------------------------------------------------------------------------


def read_package(content: bytes) -> Package:
    """What is in a package, once all of it is found right.

    :raises MaterialProblem: with a sentence on why it cannot be taken
    """
    if len(content) > MOST_PACKAGE:
        raise TooLarge(MOST_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive)
            manifest = _read_manifest(archive)
            files = _read_files(archive, manifest["files"])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError):
        raise NotAPackage from None
    except (EOFError, ValueError, KeyError):
        raise NotAPackage from None
    package = Package({name: manifest[name] for name in TOLD}, manifest["version"], files)
    if package.version_hash != manifest["hash"]:
        raise Altered(MANIFEST)
    return package


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """Before anything is unpacked. The archive never gives more than it says here."""
    parts = archive.infolist()
    if len(parts) > MOST_FILES + 1:
        raise TooManyFiles(MOST_FILES)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MOST_PACKAGE or unpacked > ALWAYS_ALLOWED + MOST_RATIO * packed:
        raise Bomb(MOST_PACKAGE)


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    if archive.namelist().count(MANIFEST) != 1:
        raise NotAPackage
    if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise WrongManifest("size")
    try:
        manifest = json.loads(archive.read(MANIFEST).decode())
    except (ValueError, RecursionError):
        raise WrongManifest("JSON") from None
    if not isinstance(manifest, dict) or manifest.get("samverka_material") != FORMAT:
        raise WrongManifest("samverka_material")
    _check_told(manifest)
    return manifest


def _check_told(manifest: dict[str, Any]) -> None:
    for name, longest in TOLD.items():
        text = manifest.get(name)
        if not isinstance(text, str) or len(text) > longest or text != plain(name, text):
            raise WrongManifest(name)
        if name in NEEDED and not text:
            raise WrongManifest(name)
    number = manifest.get("version")
    if type(number) is not int or not 1 <= number <= HIGHEST_VERSION:
        raise WrongManifest("version")
    if number > 1 and not manifest["changelog"]:
        raise WrongManifest("changelog")
    try:
        dt.date.fromisoformat(manifest["published_on"])
    except ValueError:
        raise WrongManifest("published_on") from None
    if not isinstance(manifest.get("hash"), str):
        raise WrongManifest("hash")


def _read_files(archive: zipfile.ZipFile, listed: Any) -> list[Sent]:
    """The files that are listed, when exactly those are there and are what is listed."""
    if not isinstance(listed, list) or not all(isinstance(file, dict) for file in listed):
        raise WrongManifest("files")
    names = [file.get("name") for file in listed]
    if not all(isinstance(name, str) for name in names):
        raise WrongManifest("files")
    there = [name for name in archive.namelist() if name != MANIFEST]
    check_names([name.removeprefix(FOLDER) for name in there])
    if sorted(there) != sorted(FOLDER + name for name in names) or names != sorted(names):
        raise WrongManifest("files")
    check_sizes(archive.getinfo(name).file_size for name in there)
    files = [Sent(name, archive.read(FOLDER + name)) for name in names]
    for file, said in zip(files, listed, strict=True):
        if (file.sha256, len(file.body)) != (said.get("sha256"), said.get("size")):
            raise Altered(file.name)
    return files
