"""Sealing of single values: AES-GCM with the key's id in front, and a keyed hash to find them."""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from . import keyring

NONCE_LENGTH = 12


class CannotOpen(Exception):
    """The value was sealed with a key that is not in the key file, or was changed since."""


def seal(text: str, *, context: str) -> str:
    """Encrypt a text. `context` names the field, so that a value cannot be moved to another."""
    ring = keyring.load(settings.KEY_FILE)
    nonce = secrets.token_bytes(NONCE_LENGTH)
    closed = AESGCM(ring.encryption[ring.current]).encrypt(nonce, text.encode(), context.encode())
    return f"{ring.current}:{base64.b64encode(nonce + closed).decode()}"


def unseal(sealed: str, *, context: str) -> str:
    """The text again.

    :raises CannotOpen: the key is missing, the value was changed, or it belongs elsewhere
    """
    key_id, _, body = sealed.partition(":")
    key = keyring.load(settings.KEY_FILE).encryption.get(key_id)
    if key is None:
        raise CannotOpen(f"No key {key_id} in the key file.")
    raw = base64.b64decode(body)
    try:
        return (
            AESGCM(key).decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], context.encode()).decode()
        )
    except InvalidTag:
        raise CannotOpen("The value does not open with the key it names.") from None


def search_hash(text: str, *, context: str) -> str:
    """The same for the same text, and meaningless without the key: for looking up, never back."""
    key = keyring.load(settings.KEY_FILE).search
    return hmac.new(key, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()
