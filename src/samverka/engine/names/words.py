"""A name to the words that tell one from another."""

import re
from functools import lru_cache

from .scripts import in_latin

PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "as",
        "ar",
        "ash",
        "az",
        "bin",
        "ibn",
        "ben",
        "bint",
        "ould",
        "von",
        "van",
        "af",
        "de",
        "der",
        "da",
        "la",
    ]
)
# "Servant of …": the first half of many names, written with the second or apart.
_SERVANT = frozenset(
    ["abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abder", "abdoul", "'bd"]
)
_SERVANT_OF = re.compile(
    r"^'?(?:c?abd|'bd)(?:[aeiou]{0,2}(?:l(?=[^l])|l(?=l)|([rsdtnz])(?=\1))|[aeiou]{1,2}?)?"
    r"-?(?P<whom>[a-z']{3,})$"
)
_OF_GOD = re.compile(r"^l{0,2}aa?h?[iyu]{0,2}$|^llh$|^lh$")
# "… of the faith": the second half of many names.
_FAITH = frozenset(["din", "deen", "dine", "eddin", "eddine", "uddin", "aldin", "adin", "dyn"])
_OF_FAITH = re.compile(r"(?<=[a-z]{2})(?:[aeiu]{1,2}[ld]?|l)-?d+(?:i|ee|y)ne?$")


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain Latin letters, in the order they are written.

    Articles and particles are left out; names of several parts that people write together or
    apart ("Abd al-Rahman", "Abdulrahman") become one word.

    Arguments:
        name: given names, family names, or both, in any script.

    Returns:
        Words of the letters a-z, and ' for a letter that is a vowel in some readings.
    """
    parts = [part for part in re.split(r"[\s\-]+", _articles_apart(name)) if part.strip("'")]
    joined: list[str] = []
    servant = False
    for part in parts:
        if servant and part not in PARTICLES:
            joined.append(_whole(f"abdul{part.strip(chr(39))}"))
            servant = False
        elif part in _SERVANT and part != parts[-1]:
            servant = True
        elif part in _FAITH and joined:
            joined[-1] = f"{joined[-1]}din"
        elif part not in PARTICLES or len(parts) == 1:
            joined.append(_whole(part))
    return tuple(joined)


def _articles_apart(name: str) -> str:
    """Arabic writes the article together with its word."""
    latin = in_latin(
        re.sub(r"(?<=\s)ال(?=\w{3})|^ال(?=\w{3})|(?<=^عبد)ال|(?<=\sعبد)ال", " ", name)
    )
    return re.sub(r"\b(?:al|el)(?=-)", " ", latin)


def _whole(part: str) -> str:
    servant = _SERVANT_OF.match(part)
    if servant:
        whom = servant["whom"]
        return "abdlah" if _OF_GOD.match(whom) else f"abd{whom}"
    return _OF_FAITH.sub("din", part)
