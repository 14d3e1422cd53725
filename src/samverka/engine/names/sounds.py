"""A word of a name to its sounds, one sign each; and to keys that alike words share.

Signs: vowels a e i o u, y and w as in "you" and "we", the consonants as written, and
S = sh, Z = zh, C = ch, J = j in "jam", X = kh, G = gh, T = th, D = dh, c = ts.
"""

import re
from functools import lru_cache
from itertools import product

VOWELS = frozenset("aeiou")
# At most this many ways to read one word: letters beyond them keep their first reading.
MOST_READINGS = 8
_LONGEST_KEY = 16

# Several letters for one sound, the longest first.
_SPELLINGS = [
    ("shch", "S"), ("aee", "ay"), ("aie", "ay"), ("ael", "ayl"), ("tsch", "C"), ("dzh", "J"),
    ("sch", "S"), ("tch", "C"), ("stj", "S"),
    ("skj", "S"), ("ch", "C"), ("sh", "S"), ("sj", "S"), ("kh", "X"), ("gh", "G"), ("dh", "D"),
    ("th", "T"), ("ph", "f"), ("zh", "Z"), ("dj", "J"), ("ts", "c"), ("tz", "c"), ("ck", "k"),
    ("qu", "k"), ("q", "k"), ("ae", "e"), ("oe", "o"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ea", "e"), ("ii", "i"), ("aa", "a"), ("uu", "u"),
]  # fmt: skip
_SOUND = dict(_SPELLINGS)
_TOKEN = re.compile("|".join(letters for letters, _sound in _SPELLINGS) + "|[a-z']")
# What a letter may stand for: c is no consonant at all in Somali, x is an h, j is a y in Swedish.
_READINGS = {
    "c": ("k", "", "s"),
    "x": ("h", "ks"),
    "j": ("J", "y"),
    "T": ("t", "s"),
    "D": ("d", "z"),
    "'": ("",),
}
# An Egyptian g is a j elsewhere, and a first ʿayn is a vowel to most ears.
_FIRST = _READINGS | {"'": ("a", "", "u"), "g": ("g", "J")}
# The article written together with its word: said with it or without.
_ARTICLE = re.compile(r"^[ae]l(?=[^ei].{4})")
# Forms of a name too far from one another to be heard as one.
_USUAL = {
    "caasha": "aisha", "fadumo": "fatima", "faadumo": "fatima", "fatma": "fatima",
    "md": "mohamed", "mohd": "mohamed",
}  # fmt: skip
_SHARED = str.maketrans(
    {"p": "b", "d": "t", "D": "t", "T": "t", "c": "s", "z": "s", "S": "s", "C": "s", "J": "j",
     "Z": "j", "q": "k", "g": "k", "G": "k", "X": "k", "v": "w"}
)  # fmt: skip


@lru_cache(maxsize=65536)
def readings_of(word: str) -> tuple[str, ...]:
    """The ways a word may be said, the most likely first.

    Arguments:
        word: letters a-z and ', as `words_of` gives them.

    Returns:
        One text of sounds each; no sound twice in a row, since doubled letters are one.
    """
    choices = []
    ways = 1
    for match in _TOKEN.finditer(_USUAL.get(word, word)):
        sound = _SOUND.get(match[0], match[0])
        options = (_FIRST if match.start() == 0 else _READINGS).get(sound, (sound,))
        if ways * len(options) > MOST_READINGS:
            options = options[:1]
        ways *= len(options)
        choices.append(options)
    found = dict.fromkeys(_smoothed("".join(way)) for way in product(*choices))
    found |= dict.fromkeys(_ARTICLE.sub("", sounds) for sounds in list(found))
    return tuple(sounds for sounds in found if sounds) or (word,)


def _smoothed(sounds: str) -> str:
    """The same sounds for spellings that differ in y, i and doubled letters only."""
    sounds = re.sub(r"(.)\1+", r"\1", sounds)
    # Between consonants, and at the end after one, y is a vowel.
    sounds = re.sub(r"(?<![aeiouy])y(?![aeiouy])(?<!^y)", "i", sounds)
    sounds = re.sub(r"(?:iy|yi|yy|ij)$", "i", sounds)
    sounds = re.sub(r"(?<=[aeo])i(?=$|[^aeiouy])", "y", sounds)
    sounds = re.sub(r"(?<=a)[ou](?=$|[^aeiouy])", "w", sounds)
    sounds = re.sub(r"iy(?=[aeou])", "i", sounds)
    return re.sub(r"(.)\1+", r"\1", sounds)


@lru_cache(maxsize=65536)
def keys_of_word(word: str) -> frozenset[str]:
    """Keys under which a word is found: two words that are alike share at least one.

    Consonants only, those that change between languages and ears as one; a vowel at the
    beginning as "a". With and without h, which comes and goes.

    Arguments:
        word: letters a-z and ', as `words_of` gives them.

    Returns:
        Texts of at most 16 signs, never empty.
    """
    keys = set()
    for sounds in readings_of(word):
        for said in _ways_of_z(sounds):
            keys |= {_skeleton(said, h="k"), _skeleton(said, h="")}
            if said[:2] in {"ye", "yi", "yo", "yu"}:
                keys |= {_skeleton(said[1:], h="k"), _skeleton(said[1:], h="")}
    return frozenset(keys)


def _ways_of_z(sounds: str) -> set[str]:
    """Ramadan is Ramazan in Persian, and Abdul-Zahir may be Abdul-Dahir."""
    return {sounds, sounds.replace("z", "d")}


def _skeleton(sounds: str, *, h: str) -> str:
    first, rest = sounds[0], sounds[1:]
    if first in VOWELS:
        first = "a"
    elif first == "h":
        first = "k"
    rest = re.sub(r"[aeiouywv]", "", rest).replace("h", h)
    key = (first + rest).translate(_SHARED)
    # Maryam is Maryan in Somali.
    key = re.sub(r"n$", "m", re.sub(r"(.)\1+", r"\1", key))
    return key[:_LONGEST_KEY]
