"""What XLSForm calls things: headings, types, languages."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from samverka.engine.forms.definition import FileSort, Kind, Language
from samverka.engine.forms.expressions import number_text

# Headings with other names; pyxform knows them all.
SAME_COLUMN = {
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "jr:constraintmsg": "constraint_message",
    "constraining_message": "constraint_message",
    "jr:requiredmsg": "required_message",
    "requiredmsg": "required_message",
    "list name": "list_name",
}
PREFIXES = {"bind", "control", "body", "media"}
# What a heading has besides its own name is a language.
TRANSLATED = {"label", "hint", "required_message", "constraint_message"}
# Columns that are read; others are named as not used.
READ = TRANSLATED | {
    *("type", "name", "relevant", "required", "constraint", "calculation", "default"),
    *("choice_filter", "appearance", "repeat_count", "read_only", "parameters", "disabled"),
    # Our own, which other programs pass over.
    *("personal", "score_of", "score_turned", "score_at_least"),
}

KINDS = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.WHOLE_NUMBER,
    "int": Kind.WHOLE_NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "note": Kind.NOTE,
    "add note prompt": Kind.NOTE,
    "q note": Kind.NOTE,
    "calculate": Kind.CALCULATED,
    "image": Kind.FILE,
    "photo": Kind.FILE,
    "audio": Kind.FILE,
    "video": Kind.FILE,
    "file": Kind.FILE,
}
FILES = {
    "image": FileSort.IMAGE,
    "photo": FileSort.IMAGE,
    "audio": FileSort.AUDIO,
    "video": FileSort.VIDEO,
}
BECOME_TEXT = {
    *("time", "datetime", "barcode", "geopoint", "gps", "location", "geotrace", "geoshape"),
    *("phone number", "phonenumber_text", "add barcode prompt", "add location prompt"),
}
# What a telephone tells of itself and its owner.
META = {
    *("start", "end", "deviceid", "device id", "imei", "phonenumber", "simserial", "subscriberid"),
    *("subscriber id", "sim id", "username", "email", "audit", "start-geopoint", "osm"),
    *("background-audio", "background-geopoint", "xml-external", "csv-external", "start time"),
    *("end time", "get start time", "get end time", "get device id", "get sim id"),
    *("get subscriber id", "get phone number", "uri:deviceid", "uri:username", "uri:email"),
    *("uri:phonenumber", "uri:simserial", "uri:subscriberid"),
}
TODAY = {"today", "get today"}
SELECT = re.compile(
    r"(?P<how>add select one prompt using|add select multiple prompt using|"
    r"select[ _]one[ _]from[ _]file|select[ _]multiple[ _]from[ _]file|select_one_external|"
    r"select all that apply from|select all that apply|select one from|select[ _]one|select1|"
    r"select_multiple|select multiple|rank)\s+(?P<list>.+?)"
    r"(?P<other>\s+or[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)
BEGIN = re.compile(r"begin[ _](?P<what>group|lgroup|repeat|loop|looped group)(?:\s+over\s+(.+))?")
END = re.compile(r"end[ _](?:group|lgroup|repeat|loop|looped group)")

TRUE = {"yes", "true", "true()"}
FALSE = {"no", "false", "false()"}

# Names of languages that forms give instead of a tag.
LANGUAGES = {
    "english": "en",
    "swedish": "sv",
    "svenska": "sv",
    "arabic": "ar",
    "french": "fr",
    "spanish": "es",
    "german": "de",
    "somali": "so",
    "tigrinya": "ti",
    "dari": "prs",
    "persian": "fa",
    "farsi": "fa",
    "kurdish": "ku",
    "ukrainian": "uk",
    "russian": "ru",
    "turkish": "tr",
    "chinese": "zh",
    "japanese": "ja",
    "swahili": "sw",
    "polish": "pl",
    "portuguese": "pt",
    "finnish": "fi",
    "norwegian": "no",
    "danish": "da",
    "pashto": "ps",
}
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
NAMED = re.compile(r"(?P<name>.*?)\s*\((?P<tag>[^()]+)\)")
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "syr", "ug", "ur", "yi"}
RTL_SCRIPTS = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm"}
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def is_right_to_left(code: str) -> bool:
    """Whether a language is written from the right, by its script or, without one, its own."""
    first, *rest = code.lower().split("-")
    scripts = [part for part in rest if len(part) == 4]
    return bool(RTL_SCRIPTS & set(scripts)) if scripts else first in RIGHT_TO_LEFT


def language(told: str) -> tuple[Language, bool]:
    """(the language, whether its tag is known) of "English (en)", "en" or "English"."""
    named = NAMED.fullmatch(told.strip())
    name, tag = (named["name"], named["tag"].strip()) if named else ("", told.strip())
    if TAG.fullmatch(tag):
        name = "" if name == tag else name
        return Language(tag, name, is_right_to_left(tag)), True
    code = LANGUAGES.get(tag.lower())
    if code:
        return Language(code, tag, is_right_to_left(code)), True
    letters = "".join(letter for letter in tag.lower() if letter.isascii() and letter.isalnum())
    return Language(f"und-x-{letters[:8] or 'other'}", tag), False


def heading(told: str) -> tuple[str, str]:
    """(column, language) of a heading; "" where it names none. Unknown ones come back whole."""
    by = "::" if "::" in told else ":"
    parts = [part.strip() for part in told.split(by)]
    if "jr" in parts[:-1]:
        at = parts.index("jr")
        parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
    if parts[0].lower() in PREFIXES and len(parts) > 1:
        parts = parts[1:]
    first = "_".join(parts[0].split()).lower()
    column = SAME_COLUMN.get(first, first)
    if column in TRANSLATED and len(parts) == 2:
        return column, parts[1]
    return (column, "") if len(parts) == 1 else (told.strip(), "")


def cell(value: object) -> str:
    """A cell as text: 2 not 2.0, "yes" for true, days as 2026-03-16."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def cells(row: Mapping[str, object]) -> dict[str, str]:
    """The row's cells that say something, by heading."""
    told = {str(name): cell(value) for name, value in row.items() if name}
    return {name: text for name, text in told.items() if text}
