"""Sealing of single values: AES-GCM with the key's id in front, and a keyed hash to find them."""

import base64
import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from . import keyring

NONCE_LENGTH = 12
# A key's id, and what it closed: a nonce and a tag are in each.
SEALED = r"^[0-9a-f]{8}:[A-Za-z0-9+/]{38,}={0,2}$"


class CannotOpen(Exception):
    """The value was sealed with a key that is not in the key file, or was changed since."""


def seal(text: str, *, context: str) -> str:
    """Encrypt a text. `context` names the field, so that a value cannot be moved to another."""
    ring = keyring.load(settings.KEY_FILE)
    nonce = secrets.token_bytes(NONCE_LENGTH)
    closed = AESGCM(ring.encryption[ring.current]).encrypt(nonce, text.encode(), context.encode())
    return f"{ring.current}:{base64.b64encode(nonce + closed).decode()}"


def current_key() -> str:
    """The id of the key that seals now; it stands in front of every sealed value."""
    return keyring.load(settings.KEY_FILE).current


def values_sealed_with(key_id: str) -> dict[str, int]:
    """How many values each table still holds that only this key opens, whosever they are.

    Read from the tables as they are, so that no module can be overlooked.
    """
    found = {}
    for model in apps.get_models(include_auto_created=True):
        sealed = Q()
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.TextField | models.CharField | models.JSONField):
                sealed |= Q(**{f"{field.attname}_text__contains": f"{key_id}:"})
        if sealed:
            count = _as_text(model).filter(sealed).count()
            if count:
                found[model._meta.label] = count
    return found


def _as_text(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Rows with every text and JSON field as a plain text beside it."""
    texts = {
        f"{field.attname}_text": Cast(field.attname, models.TextField())
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.TextField | models.CharField | models.JSONField)
    }
    rows: models.QuerySet[models.Model] = model._base_manager.annotate(**texts)
    return rows


def unseal(sealed: str, *, context: str) -> str:
    """The text again.

    :raises CannotOpen: the key is missing, the value was changed, or it belongs elsewhere
    """
    return opener(context=context)(sealed)


def opener(*, context: str) -> Callable[[str], str]:
    """What unseals many values of a field: the keys are looked up once. Not to be kept."""
    keys = keyring.load(settings.KEY_FILE).encryption
    ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
    bound = context.encode()

    def opened(sealed: str) -> str:
        key_id, _, body = sealed.partition(":")
        if key_id not in ciphers:
            raise CannotOpen(f"No key {key_id} in the key file.")
        try:
            raw = base64.b64decode(body, validate=True)
            plain = ciphers[key_id].decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], bound)
        except (InvalidTag, ValueError):
            raise CannotOpen("The value does not open with the key it names.") from None
        return plain.decode()

    return opened


def seal_some_anew(rows: models.QuerySet[Any], field: str, *, context: str, at_most: int) -> int:
    """Seal some values of a field with the current key; tells how many, none when all are done.

    What no key opens stays as it is: one such row hinders no other.
    """
    model, done = rows.model, f"{current_key()}:"
    left = (
        rows.select_for_update().exclude(**{f"{field}__startswith": done}).exclude(**{field: ""})
    )
    opened, last = opener(context=context), 0
    while found := list(left.filter(pk__gt=last).order_by("pk")[:at_most]):
        sealed = []
        for row in found:
            with suppress(CannotOpen):
                setattr(row, field, seal(opened(getattr(row, field)), context=context))
                sealed.append(row)
        if sealed:
            model._base_manager.bulk_update(sealed, [field])
            return len(sealed)
        last = found[-1].pk
    return 0


def values_unopened() -> dict[str, int]:
    """How many values each table holds that another key than the current one sealed.

    After a rotation: those that no key opens.
    """
    found: Counter[str] = Counter()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.TextField | models.CharField):
                rows = model._base_manager.filter(**{f"{field.attname}__regex": SEALED})
                done = {f"{field.attname}__startswith": f"{current_key()}:"}
                found[model._meta.label] += rows.exclude(**done).count()
    return {label: count for label, count in found.items() if count}


def search_hash(text: str, *, context: str) -> str:
    """The same for the same text, and meaningless without the key: for looking up, never back."""
    key = keyring.load(settings.KEY_FILE).search
    return hmac.new(key, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()
