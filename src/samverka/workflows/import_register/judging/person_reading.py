"""A row of persons: who it says works where, as what."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samverka.register.partners.models import Organisation
from samverka.register.people import identity
from samverka.register.people.models import Position
from samverka.register.people.queries import Match, Sought
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.tables import plain
from samverka.workflows.import_register.verdicts import Verdict
from samverka.workflows.import_register.words import values_by_words

from .given import Reading
from .places import Units, UnknownPlace


@dataclass
class Line:
    """A row that has been read: the person in it, and their function."""

    verdict: Verdict
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    number: identity.IdentityNumber | None = None
    employer: Organisation | None = None
    title: str = ""
    contact: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    matches: list[Match] = field(default_factory=list)
    # The functions that the file says of this person: of each the title and where.
    told: set[tuple[str, int]] = field(default_factory=set)

    @property
    def sought(self) -> Sought:
        return Sought(
            given_name=self.given_name,
            family_name=self.family_name,
            email=self.email,
            phone=self.phone,
            number=self.number,
            employer_id=self.employer.pk if self.employer else None,
        )

    @property
    def keys(self) -> list[tuple]:
        """By what two rows of one file are the same person."""
        name = plain(f"{self.given_name} {self.family_name}")
        keys: list[tuple] = []
        if self.number:
            keys.append(("number", self.number.hash))
        if self.email:
            keys.append(("email", self.email.lower(), name))
        if not keys:
            keys.append(("work", name, self.work[1], self.phone))
        return keys

    @property
    def work(self) -> tuple[str, int]:
        """Title and employer, as they are compared."""
        return (plain(self.title), self.employer.pk if self.employer else 0)

    @property
    def function(self) -> str:
        return f"{self.title}, {self.employer}"

    @property
    def valid_to(self) -> dt.date | None:
        """The first day without the function: periods do not hold their end."""
        return self.ends_on and self.ends_on + dt.timedelta(days=1)


def read_line(reading: Reading, units: Units) -> Line:
    line = Line(reading.verdict)
    line.given_name, line.family_name = _names(reading)
    line.email = _email(reading)
    line.phone = _phone(reading)
    line.number = _number(reading)
    line.title = reading.needed("title", 100)
    line.contact = _contact(reading)
    line.starts_on, line.ends_on = reading.day("starts_on"), reading.day("ends_on")
    try:
        line.employer = units.called(reading.text("unit", 250))
    except UnknownPlace as problem:
        reading.fault("unit", str(problem))
    first = line.starts_on or reading.given.on
    if line.ends_on and line.ends_on < first:
        reading.fault("ends_on", _("The last day is before the first one. Change one of them."))
    line.verdict.name = f"{line.given_name} {line.family_name}".strip()
    line.verdict.says = [
        line.title,
        str(line.employer or ""),
        line.email or line.phone,
        line.number.masked if line.number else "",
    ]
    return line


def _names(reading: Reading) -> tuple[str, str]:
    places = reading.given.places
    if "given_name" in places and "family_name" in places:
        return reading.needed("given_name", 80), reading.needed("family_name", 80)
    whole = reading.needed("full_name", 150)
    if "," in whole:
        family, _comma, given = whole.partition(",")
    else:
        given, _space, family = whole.partition(" ")
    if whole and not (given.strip() and family.strip()):
        reading.fault(
            "full_name",
            _("One of the names is missing. Write given name and family name, “Amanda Exempel”."),
        )
    return given.strip()[:80], family.strip()[:80]


def _email(reading: Reading) -> str:
    written = reading.text("email", 254)
    if not written:
        return ""
    try:
        validate_email(written)
    except ValidationError:
        reading.fault(
            "email",
            _("“%(words)s” is not an e-mail address. Write one, or leave the cell empty.")
            % {"words": written},
        )
        return ""
    return written


def _phone(reading: Reading) -> str:
    value, written = reading.raw("phone"), reading.text("phone", 30)
    # A spreadsheet that takes it for a number drops the first zero.
    if isinstance(value, int) and len(written) in range(7, 10):
        written = f"0{written}"
    try:
        return read_phone(written)
    except NotAPhoneNumber as problem:
        reading.fault("phone", str(problem))
        return ""


def _number(reading: Reading) -> identity.IdentityNumber | None:
    value, written = reading.raw("number"), reading.text("number", 30)
    if not written:
        return None
    if isinstance(value, int):
        written = written.zfill(10)
    try:
        number = identity.read(written, on=reading.given.on)
    except identity.NotANumber as problem:
        reading.fault("number", str(problem))
        return None
    if number.kind == identity.Kind.REPLACEMENT:
        reading.fault(
            "number",
            _(
                "This is the replacement id of somebody with protected identity. Take the row "
                "out of the file, and write that person down by hand."
            ),
        )
    return number


def _contact(reading: Reading) -> str:
    written = reading.text("contact", 60)
    known = values_by_words("contact", list(Position.Contact.choices))
    if written and plain(written) not in known:
        reading.fault(
            "contact",
            _("“%(words)s” is neither direct nor indirect. Write one of them, or nothing.")
            % {"words": written},
        )
        return ""
    return known.get(plain(written), "")
