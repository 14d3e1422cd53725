"""The key file: outside the database and outside the back-up, readable by its owner only."""

import base64
import json
import os
import secrets
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class KeyFileProblem(ImproperlyConfigured):
    """The key file is missing, readable by others, or not a key file."""


@dataclass(frozen=True)
class Keyring:
    """Every key Samverka holds. `current` names the one that encrypts; the others still open."""

    signing: str
    search: bytes
    current: str
    encryption: dict[str, bytes]


def _encode(key: bytes) -> str:
    return base64.b64encode(key).decode()


def create(path: Path) -> None:
    """Write a new key file; an existing one is never replaced, since it would lock its data."""
    first = secrets.token_hex(4)
    content = {
        "signing": secrets.token_urlsafe(48),
        "search": _encode(secrets.token_bytes(32)),
        "current": first,
        "encryption": {first: _encode(secrets.token_bytes(32))},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, content, new=True)


def add_encryption_key(path: Path) -> str:
    """Add a new current encryption key; the old ones stay until everything is sealed anew."""
    content = json.loads(path.read_text())
    key_id = secrets.token_hex(4)
    content["encryption"][key_id] = _encode(secrets.token_bytes(32))
    content["current"] = key_id
    write(path, content)
    return key_id


def drop_old_encryption_keys(path: Path) -> None:
    content = json.loads(path.read_text())
    current = content["current"]
    content["encryption"] = {current: content["encryption"][current]}
    write(path, content)


def write(path: Path, content: dict, *, new: bool = False) -> None:
    """Write beside and move into place, so that a full disk never leaves half a key file."""
    if new and path.exists():
        raise KeyFileProblem(f"There is a key file at {path} already; it is left as it is.")
    beside = path.with_suffix(".new")
    # Made anew: one that lay there could be open to others.
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _read.cache_clear()


def load(path: Path) -> Keyring:
    """The keys. A server that runs notices by the file's own time that they were rotated."""
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        changed_at = 0
    return _read(path, changed_at)


@lru_cache(maxsize=2)
def _read(path: Path, changed_at: int) -> Keyring:
    """Read the key file, or say in a sentence what is wrong with it."""
    try:
        mode = path.stat().st_mode
        content = json.loads(path.read_text())
        ring = Keyring(
            signing=content["signing"],
            search=base64.b64decode(content["search"], validate=True),
            current=content["current"],
            encryption={
                name: base64.b64decode(key, validate=True)
                for name, key in content["encryption"].items()
            },
        )
    except FileNotFoundError:
        raise KeyFileProblem(
            f"There is no key file at {path}. Make one with 'samverka keys new', or say in "
            "SAMVERKA_KEYS where it is. A database made with another key file stays closed "
            "without it."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyFileProblem(f"{path} is not a key file of Samverka.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise KeyFileProblem(f"Others may read {path}. Close it with: chmod 600 {path}")
    if len(ring.search) != 32 or any(len(key) != 32 for key in ring.encryption.values()):
        raise KeyFileProblem(f"{path} holds a key of the wrong length; take it from a back-up.")
    if ring.current not in ring.encryption:
        raise KeyFileProblem(f"{path} names a current key that it does not hold.")
    return ring


def signing_key(path: Path) -> str:
    return load(path).signing
