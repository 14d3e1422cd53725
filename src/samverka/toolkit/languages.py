"""Languages Django does not know by itself, and the script and direction of every language."""

from dataclasses import dataclass

from django.conf import locale


@dataclass(frozen=True)
class Language:
    """A language: BCP 47 tag, its own name, and the script that gives its direction."""

    code: str
    endonym: str
    script: str

    @property
    def direction(self) -> str:
        return "rtl" if self.script == "Arab" else "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("sv", "Svenska", "Latn"),
        Language("en", "English", "Latn"),
        Language("ar", "العربية", "Arab"),
        Language("prs", "دری", "Arab"),
        Language("so", "Soomaali", "Latn"),
        Language("ti", "ትግርኛ", "Ethi"),
        Language("uk", "Українська", "Cyrl"),
    )
}

# No speaker has reviewed these catalogues yet; their pages say so.
DRAFTS = frozenset({"ar", "prs", "so", "ti", "uk"})

# Begun only: what has no translation in them is shown in Swedish, and their pages say that too.
PARTIAL = DRAFTS - {"ar"}

_NAMES = {"prs": "Dari", "so": "Somali", "ti": "Tigrinya"}


def register() -> None:
    """Teach Django the languages it lacks, before settings name them."""
    for code, name in _NAMES.items():
        language = LANGUAGES[code]
        locale.LANG_INFO[code] = {
            "bidi": language.direction == "rtl",
            "code": code,
            "name": name,
            "name_local": language.endonym,
        }
