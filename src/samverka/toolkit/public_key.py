"""Keys in addresses: random, so that nothing can be counted or guessed from them."""

import secrets

# No letters that are mistaken for one another when read aloud or copied by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 12


def new_key() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
