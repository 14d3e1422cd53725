"""The trail's verbs of matching rounds. Their notes are about rounds and cases, not persons."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "matching.deleted_in_time": _("Deleted households of matching rounds, in time"),
    "matching.person_forgotten": _("Deleted a person from their household"),
    "matching.person_moved": _("Moved a household to the person who stayed"),
}
