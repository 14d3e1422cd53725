from django.conf import settings

from samverka.toolkit import keyring


def old_keys() -> list[str]:
    """The keys in the key file that do not seal any more."""
    ring = keyring.load(settings.KEY_FILE)
    return [key_id for key_id in ring.encryption if key_id != ring.current]
