"""Units by the words that people write for them."""

from collections import defaultdict

from django.utils.translation import gettext as _

from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import with_units
from samverka.toolkit.tables import plain


class UnknownPlace(Exception):
    """No unit, or more than one, is called so; the message says what to write."""


class Units:
    """An organisation and its units, found by name; a unit also by "department, unit"."""

    def __init__(self, organisation: Organisation):
        self.organisation = organisation
        self._called: dict[str, list[Organisation]] = defaultdict(list)
        for unit in with_units(organisation).select_related("part_of"):
            self._called[plain(unit.name)].append(unit)
            if unit.part_of:
                self._called[plain(f"{unit.part_of.name}, {unit.name}")].append(unit)

    def called(self, words: str) -> Organisation:
        """
        :raises UnknownPlace: with a sentence on what to write
        """
        if not words:
            return self.organisation
        found = self._called.get(plain(words), [])
        if not found:
            raise UnknownPlace(
                _(
                    "%(organisation)s has no unit called “%(words)s”. Write it as it is in the "
                    "register, or import the units first."
                )
                % {"organisation": self.organisation.name, "words": words}
            )
        if len(found) > 1:
            raise UnknownPlace(
                _("Several units are called “%(words)s”. Write “department, unit”.")
                % {"words": words}
            )
        return found[0]


class Municipalities:
    """Municipalities by code or name: 1482, "Kungälv" and "Kungälvs kommun" are one."""

    def __init__(self) -> None:
        every = Municipality.objects.all()
        self._by_code = {place.code: place for place in every}
        self._by_name = {plain(place.name): place for place in every}

    def called(self, words: str) -> Municipality | None:
        """
        :raises UnknownPlace: with a sentence on what to write
        """
        if not words:
            return None
        name = plain(words).removesuffix(" kommun").removesuffix(" stad")
        found = (
            self._by_code.get(words.zfill(4))
            or self._by_name.get(name)
            or self._by_name.get(name.removesuffix("s"))
        )
        if found is None:
            raise UnknownPlace(
                _("There is no municipality called “%(words)s”. Write its name, or its code.")
                % {"words": words}
            )
        return found
