"""Whoever a row is about, as the register knows them."""

from collections.abc import Callable
from dataclasses import dataclass

from samverka.register.people.identity import IdentityNumber
from samverka.register.people.models import Person

REPLACEMENT = Person.IdentityKind.REPLACEMENT
# In the order of Someone.
COLUMNS = (
    "public_key",
    "is_protected",
    "identity_kind",
    "identity_sealed",
    "given_name",
    "family_name",
    "email",
    "phone",
)


@dataclass(frozen=True)
class Someone:
    """A person's own row."""

    opens: Callable[[str], IdentityNumber]
    key: str
    is_protected: bool
    kind: str
    sealed: str
    given_name: str
    family_name: str
    email: str
    phone: str

    @property
    def number(self) -> str:
        """Of the protected only the replacement id: their own number is in no file."""
        if not self.sealed or (self.is_protected and self.kind != REPLACEMENT):
            return ""
        return self.opens(self.sealed).number

    @property
    def name(self) -> str:
        return "" if self.is_protected else f"{self.given_name} {self.family_name}".strip()

    @property
    def contact(self) -> str:
        return "" if self.is_protected else self.email or self.phone


def columns(path: str = "") -> list[str]:
    return [f"{path}{name}" for name in COLUMNS]
