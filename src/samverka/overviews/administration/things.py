"""What the trail's notes are about, and what changed, in words."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.texts import listed

# What a note is about, where it has no name that could be told.
THINGS = {
    "accounts.SecondFactorRule": _("rule about the second factor"),
    "activities.Activity": _("activity"),
    "activities.Session": _("session"),
    "agreements.Agreement": _("agreement"),
    "groups.Decision": _("decision"),
    "groups.Group": _("group"),
    "groups.GroupTask": _("task"),
    "groups.Meeting": _("meeting"),
    "groups.Seat": _("seat"),
    "groups.Term": _("seat"),
    "questions.Question": _("question"),
    "requests.SubjectRequest": _("request about one's own data"),
    "retention.Deletion": _("deletion in time"),
    "retention.DueNote": _("records that are due"),
    "retention.Hold": _("hold"),
    "retention.KeepingRule": _("rule on keeping records"),
    "invitations.Invitation": _("invitation"),
    "newsletters.Issue": _("newsletter"),
    "imports.Import": _("import"),
    "partners.Appointment": _("role"),
    "partners.Organisation": _("organisation"),
    "partners.Region": _("region"),
    "people.Position": _("function"),
    "programmes.Programme": _("programme"),
    "programmes.ProgrammeRole": _("role"),
    "plans.Plan": _("activity plan"),
    "methods.Method": _("method"),
    "methods.Trial": _("trial of a method"),
    "methods.HandOver": _("hand-over of a method"),
}


def field_names(about: str, fields: Iterable[str]) -> str:
    """What changed, in the words that stand on the forms."""
    names = _names_of_fields()
    return listed(str(names.get((about, field), field)) for field in fields)


@cache
def _names_of_fields() -> dict[tuple[str, str], str | Promise]:
    return {
        (model._meta.label, field.name): field.verbose_name
        for model in apps.get_models()
        for field in model._meta.fields
    }
