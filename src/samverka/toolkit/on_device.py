"""What a browser may keep until it is sent: whose it is, and the key that seals it there.

Both are reckoned from the key file, so that they are the same after signing in again, and no other
account gets them. A device without anybody signed in holds what nobody can read.
"""

from .sealing import search_hash


def owner(user_pk: int | None) -> str:
    """A name for the account on a device, that tells nothing of it; none where nobody is."""
    return search_hash(str(user_pk), context="owner on a device")[:16] if user_pk else ""


def seal_key(user_pk: int | None, what: str) -> str:
    """32 bytes as hexadecimal digits, for one account and one thing."""
    return search_hash(f"{user_pk}\0{what}", context="seal on a device")
