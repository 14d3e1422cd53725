"""Why two persons may be one, in words."""

from django.utils.translation import gettext as _

from .queries import Match


def reason_of(match: Match) -> str:
    """One sentence that says what the two share, for whoever decides."""
    if match.why == "number":
        return _("The same identity number.")
    if match.why == "email":
        return _("The same e-mail.")
    if match.why == "phone":
        return _("The same telephone number, but another name.")
    name = _name_reason(match.likeness.differs)
    if match.why == "employer":
        return _("%(name)s Works at the same place.") % {"name": name}
    return name


def _name_reason(differs: frozenset[str]) -> str:
    if not differs:
        return _("The same name.")
    if "script" in differs:
        return _("The same name, as it is written in other letters.")
    if "words" in differs:
        return _("A name alike, with one name more or less.")
    if "spelling" in differs:
        return _("A name that may be the same in another spelling.")
    return _("The same names in another order.")
