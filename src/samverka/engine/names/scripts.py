"""Letters of any script to plain Latin letters."""

import re
import unicodedata

# Arabic with Persian's own letters. Short vowels are not written; "A", "W" and "Y" are the letters
# that are a long vowel or a consonant.
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ى": "a", "ة": "a", "ء": "", "ئ": "y",
    "ؤ": "w", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "dj", "چ": "ch", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "'", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "ہ": "h", "ۀ": "h", "ھ": "h", "و": "w", "ي": "y",
    "ی": "y",
}  # fmt: skip
# Ukrainian, and Russian where it has letters of its own.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ь": "", "ъ": "", "э": "e",
    "ы": "y", "ё": "yo",
}  # fmt: skip
_LATIN = {
    "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th",
    "ş": "sh", "ș": "s", "ç": "ch", "ğ": "g", "š": "sh", "ž": "zh", "č": "ch", "ə": "a",
}  # fmt: skip
_BEFORE_H = tuple("cdgkpstz")
_LETTERS = _ARABIC | _CYRILLIC | _LATIN
# Ethiopic: Unicode names a syllable by its consonant and the order of its vowel.
_ETHIOPIC_CONSONANTS = {
    "HH": "h", "SZ": "s", "X": "h", "TH": "t", "C": "ch", "TZ": "ts", "KX": "kh", "PH": "p",
    "GLOTTAL ": "", "PHARYNGEAL ": "", "QH": "q",
}  # fmt: skip
_ETHIOPIC_VOWELS = {"AA": "a", "EE": "e", "WAA": "wa", "A": "e", "U": "u", "I": "i", "O": "o"}
_ETHIOPIC = re.compile(
    r"ETHIOPIC SYLLABLE (GLOTTAL |PHARYNGEAL |[B-DF-HJ-NP-TV-Z]+?)(WAA|AA|EE|A|E|I|O|U)$"
)


def in_latin(text: str) -> str:
    """A text in lower-case Latin letters; what is no letter becomes a space, but for ' and -.

    Arguments:
        text: in any script; marks above and below letters may stand apart or not.

    Returns:
        Letters a-z, spaces, apostrophes and hyphens. A letter of a script unknown here goes.
    """
    whole = unicodedata.normalize("NFC", text).casefold()
    # Persian writes the a of Fatima with an h.
    whole = re.sub(r"(?<=[^\W\d_اويل])[هہ]\b", "ة", whole)
    letters = ""
    for sign in whole:
        written = _latin_of(sign)
        # A z and an h of their own are not the "zh" of one letter.
        apart = sign != "h" and written[:1] == "h" and letters[-1:] in _BEFORE_H
        letters += f"'{written}" if apart else written
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign)
    )
    return " ".join(re.sub(r"[^a-z'\-]", " ", plain).split())


def leaves_vowels_out(text: str) -> bool:
    """Whether the text is in Arabic letters, or Ethiopic ones, whose sixth order may be none."""
    return any("\u0600" <= sign <= "\u06ff" or "\u1200" <= sign <= "\u137f" for sign in text)


def _latin_of(sign: str) -> str:
    if sign in _LETTERS:
        return _LETTERS[sign]
    if "\u1200" <= sign <= "\u137f":
        return _syllable(sign)
    if sign in "’`ʻʼ´ʿʾ‘":
        return "'"
    return "-" if sign in "‐‑–−" else sign


def _syllable(sign: str) -> str:
    match = _ETHIOPIC.match(unicodedata.name(sign, ""))
    if not match:
        return " "
    consonant, order = match.groups()
    written = _ETHIOPIC_CONSONANTS.get(consonant, consonant.lower())
    # After a glottal stop the first order is said as a; the sixth is hardly a vowel at all.
    vowel = "a" if not written and order == "A" else _ETHIOPIC_VOWELS.get(order, "")
    return written + vowel or "e"
