"""Names of persons as different people write them: one spelling, one script, one order to compare.

A name reaches us through several scripts and several ways of writing them in Latin letters. So a
word is read in steps, each in its own file:

1. `scripts`: letters of any script to plain Latin letters, a to z.
2. `words`: a name to words, without articles and particles; what belongs together is joined.
3. `sounds`: a word to its sounds, in each way it may be read; and to keys that alike names share.
4. `likeness`: how alike two names are, from 0 to 1, and in what they differ.

Keys are loose and find candidates in an index; the likeness decides. Nothing here knows anybody.

What is transliterated follows UNGEGN's and ALA-LC's tables, simplified to what people write.
"""

from .likeness import ALIKE, WORD_ALIKE, Likeness, likeness, word_likeness
from .scripts import in_latin, leaves_vowels_out
from .sounds import keys_of_word
from .words import words_of

__all__ = [
    "ALIKE",
    "WORD_ALIKE",
    "Likeness",
    "in_latin",
    "keys_of_word",
    "leaves_vowels_out",
    "likeness",
    "word_likeness",
    "words_of",
]
