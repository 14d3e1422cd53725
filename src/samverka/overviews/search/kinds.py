"""The kinds that are looked for: what is read of each, and which page a row opens.

Each gives rows of the same columns (see `Row`), so that all are asked for in one question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.groups.models import Group
from samverka.delivery.guidelines.models import Edition
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.delivery.questions.models import Question
from samverka.delivery.series.models import ActivitySeries
from samverka.development.methods.models import Method
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.publishing.materials.models import MaterialVersion
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.toolkit.addresses import address


class Row(NamedTuple):
    """What is read of anything that is found."""

    kind: int
    key: str
    # The programme in whose address the page stands; empty where it stands in none.
    within: str
    title: str
    # What tells it from another of the same name.
    about: str
    day: str


@dataclass(frozen=True)
class Kind:
    """A kind of thing: whose rows, by the words of which fields, and where the others are."""

    label: object
    icon: str
    seen: Callable[[Actor], QuerySet]
    fields: tuple[str, ...]
    columns: dict[str, object]
    opens: Callable[[Row], str]
    # The list that has them all, and what its own box is called; none within programmes.
    everything: str = ""
    # Where there are many: the field that keeps what they are searched by in plain letters.
    plain: str = ""


def _text(field: str):
    return Coalesce(F(field), Value(""), output_field=CharField())


def _organisations(actor: Actor) -> QuerySet:
    return Organisation.objects.visible_to(actor).filter(part_of=None)


def _units(actor: Actor) -> QuerySet:
    return Organisation.objects.visible_to(actor).exclude(part_of=None)


def _materials(actor: Actor) -> QuerySet:
    """The newest version of each, of the programmes whose pages one may open."""
    newer = MaterialVersion.objects.filter(material=OuterRef("material")).order_by()
    newest = Subquery(newer.values("material").annotate(last=Max("number")).values("last"))
    seen = MaterialVersion.objects.visible_to(actor).filter(number=newest)
    return seen.filter(material__programme__in=keys_seen_by(actor))


def _last_day() -> Cast:
    sessions = Session.objects.filter(activity=OuterRef("pk")).order_by("-held_on")
    return Cast(Subquery(sessions.values("held_on")[:1]), CharField())


def _in_a_programme(place: str) -> Callable[[Row], str]:
    return lambda row: address(place, row.within, row.key)


def _by_key(place: str) -> Callable[[Row], str]:
    return lambda row: address(place, row.key)


OF_A_PROGRAMME = {"within": F("programme__public_key"), "about": F("programme__name")}

KINDS = (
    Kind(
        _("Programmes"),
        "programme",
        Programme.objects.visible_to,
        ("name",),
        {"title": F("name")},
        _by_key("programme:detail"),
        "programme:list",
    ),
    Kind(
        _("Activities"),
        "activity",
        Activity.objects.visible_to,
        (),
        {"title": F("title"), "about": F("programme__name"), "day": _last_day()},
        _by_key("activities:detail"),
        "activities:list",
        plain="plain_title",
    ),
    Kind(
        _("Series"),
        "activity",
        ActivitySeries.objects.visible_to,
        ("title", "description"),
        {"title": F("title"), **OF_A_PROGRAMME},
        _in_a_programme("series:detail"),
    ),
    Kind(
        _("Courses"),
        "activity",
        CourseTemplate.objects.visible_to,
        ("name", "description"),
        {"title": F("name"), **OF_A_PROGRAMME},
        _in_a_programme("courses:detail"),
    ),
    Kind(
        _("Organisations"),
        "organisation",
        _organisations,
        ("name",),
        {"title": F("name")},
        _by_key("organisation:detail"),
        "organisation:list",
    ),
    Kind(
        _("Municipalities"),
        "map",
        lambda actor: Municipality.objects.all(),
        ("name",),
        {"key": F("code"), "title": F("name")},
        _by_key("organisation:municipality"),
    ),
    Kind(
        _("Units"),
        "organisation",
        _units,
        ("name", "part_of__name"),
        {"title": F("name"), "about": _text("part_of__name")},
        _by_key("organisation:detail"),
    ),
    Kind(
        _("Groups"),
        "people",
        Group.objects.visible_to,
        ("name",),
        {"title": F("name"), **OF_A_PROGRAMME},
        _in_a_programme("groups:detail"),
    ),
    Kind(
        _("Guidelines"),
        "report",
        lambda actor: Edition.objects.visible_to(actor).current(),
        ("guideline__name", "name"),
        {
            "title": F("guideline__name"),
            "within": F("guideline__programme__public_key"),
            "about": F("guideline__programme__name"),
        },
        _in_a_programme("guidelines:edition"),
    ),
    Kind(
        _("Questions"),
        "question",
        Question.objects.visible_to,
        ("title", "text"),
        {"title": F("title"), "about": F("programme__name")},
        _by_key("questions:detail"),
        "questions:list",
    ),
    Kind(
        _("Materials"),
        "file",
        _materials,
        ("title", "description"),
        {
            "key": F("material__public_key"),
            "title": F("title"),
            "within": F("material__programme__public_key"),
            "about": F("material__programme__name"),
        },
        _in_a_programme("materials:detail"),
    ),
    Kind(
        _("Methods"),
        "work",
        Method.objects.visible_to,
        ("name",),
        {"title": F("name"), **OF_A_PROGRAMME},
        _in_a_programme("methods:detail"),
    ),
    Kind(
        _("Agreements"),
        "report",
        Agreement.objects.visible_to,
        ("title",),
        {"title": F("title")},
        _by_key("agreements:detail"),
        "agreements:list",
    ),
)
