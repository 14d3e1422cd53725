"""Ways to reach somebody: telephone, e-mail, street and postal address.

Source of the forms: ITU-T E.164 and the Swedish numbering plan (area codes of two to four digits,
numbers of at most ten with the first zero); addr-spec of RFC 5322, and how people write it so that
machines shall not see it; Swedish addresses as the post asks for them (street, number, letter;
five digits and a place).
"""

import re
from collections.abc import Iterator

from .plain import Plain

Found = tuple[str, int, int]

_ABROAD = re.compile(
    r"(?<![\w+])(?:\+|00)[1-9](?:[ ./-]{0,2}\(?0?\)?[ ./-]{0,2}\d)(?:[ ./-]{0,2}\d){6,12}(?!\d)"
)
_AT_HOME = re.compile(
    r"(?<![\d,.:/+-])(?<!\d\ )\(?0\d{1,3}\)?\ ?[-/.]?\ ?\d{2,4}(?:[ .-]?\d{2,3}){1,3}"
    r"(?!\d|\ ?kr\b)"
)
_NAMED_NUMBER = re.compile(
    r"\b(?:tel|tfn|telefon\w*|mobil\w*|mob|ring\w*|sms\w*|whatsapp|viber|telegram|nås)\b"
    r"[^\d\n]{0,15}(?P<number>\d{2,4}[ -]\d{2,3}(?:[ -]\d{2,3})?|\d{6,9})(?!\d)",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[01]\d[.:]?[0-5]\d\ ?-\ ?[012]\d[.:]?[0-5]\d")
_DAYS = re.compile(r"\(?0?\d[/.-](?:0?\d|1[0-2])[-/. ]+(?:20\d\d|\d\d)")
_FEWEST, _MOST = 8, 11
_FEWEST_NAMED = 6

_AT = r"(?:\ ?@\ ?|\ ?[(\[](?:at|a|snabel-?a)[)\]]\ ?|\ (?:snabel-?a|at)\ )"
_DOT = r"(?:\ ?\.\ ?|\ ?[(\[](?:dot|punkt|\.)[)\]]\ ?|\ (?:punkt|dot)\ )"
_E_MAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}(?:\ punkt\ [\w'-]{1,64})?"
    rf"{_AT}[\w-]+(?:{_DOT}[\w-]+)*?{_DOT}[a-zA-Z]{{2,}}\b",
    re.IGNORECASE,
)

_ENDS = (
    r"(?:gatan|gata|vägen|väg|gränden|gränd|torget|torg|stigen|stig|backen|backe|allén|allé|"
    r"esplanaden|leden|liden|kroken|slingan|svängen|platsen|rundan|ringen|kajen|terrassen|"
    r"parken|gården|gårdar|höjden|dalen|gårdsväg)"
)
_NUMBER = r"\d{1,3}\ ?(?:[A-Fa-f]\b)?(?!\d|[.:]\d|\ ?(?:mil|km|min|kr|procent|%|st|år)\b)"
_STREET = re.compile(
    rf"(?<!\w)(?:(?:[A-ZÅÄÖÉ][\w'’é-]*\ ){{0,3}}(?:[A-ZÅÄÖÉ][\w'’-]*?)?(?i:{_ENDS}))s?\ {_NUMBER}"
)
_LIVES = r"\b(?:bor|bodde|bo|boende|flytta\w*|adress\w*|hemma|bostad\w*|hyr\w*|lives?|address)\b"
_LIVES_ON = re.compile(
    rf"{_LIVES}[^\n.!?]{{0,25}}?(?P<street>[\w'’-]{{0,30}}{_ENDS}(?:\ {_NUMBER})?)\b",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"(?<![\d.,+-])(?<!\d\ )(?:SE?-)?[1-9]\d\d\ ?\d\d\ {1,2}[A-ZÅÄÖ][a-zåäöA-ZÅÄÖ]+"
)
_FLAT = re.compile(
    r"\b(?:lgh|lägenhet(?:snummer|en)?|lght?nr)\b\.?\ ?(?:nr\.?\ ?)?\d{3,4}\b", re.IGNORECASE
)
_CARE_OF = re.compile(r"\bc/o\ \w+(?:\ [A-ZÅÄÖ]\w+)?", re.IGNORECASE)
_ESTATE = re.compile(r"\bfastighet\w*\ (?:[A-ZÅÄÖ]\w+[ -]){1,3}\d{1,3}:\d{1,3}")
# They begin as a street does, and are none.
_NOT_STREETS = re.compile(
    r"^(?:\w*(?:utväg|omväg|genväg|läroväg|karriärväg|handlingsväg)|väg|gården)\b", re.IGNORECASE
)


def contacts_in(where: Plain) -> Iterator[Found]:
    """Kind, start and end of each telephone number and address in a plain text."""
    yield from _e_mails(where.text)
    yield from _telephones(where.text)
    yield from _addresses(where.text)


def _e_mails(text: str) -> Iterator[Found]:
    for match in _E_MAIL.finditer(text):
        yield "e_mail", match.start(), match.end()


def _telephones(text: str) -> Iterator[Found]:
    for match in _ABROAD.finditer(text):
        yield "telephone", match.start(), match.end()
    for match in _AT_HOME.finditer(text):
        digits = sum(sign.isdigit() for sign in match[0])
        if _FEWEST <= digits <= _MOST and not _is_a_time(match[0]):
            yield "telephone", match.start(), match.end()
    for match in _NAMED_NUMBER.finditer(text):
        digits = sum(sign.isdigit() for sign in match["number"])
        if digits >= _FEWEST_NAMED and not _is_a_time(match["number"]):
            yield "telephone", match.start("number"), match.end("number")


def _is_a_time(written: str) -> bool:
    return bool(_TIMES.fullmatch(written) or _DAYS.fullmatch(written))


def _addresses(text: str) -> Iterator[Found]:
    for pattern in (_STREET, _POSTAL, _FLAT, _CARE_OF, _ESTATE):
        for match in pattern.finditer(text):
            if pattern is not _STREET or not _NOT_STREETS.match(match[0]):
                yield "address", match.start(), match.end()
    for match in _LIVES_ON.finditer(text):
        street = match["street"]
        # In small letters it is a way or a farm as any, unless a number follows.
        if (street[0].isupper() or street[-1:].isdigit()) and not _NOT_STREETS.match(street):
            yield "address", match.start("street"), match.end("street")
