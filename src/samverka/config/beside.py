"""What is made of an activity above it, so that its page leads there: its course, its series."""

from typing import Any

from django.db.models import F, Q, Value
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import SEES_OWN_ACTIVITIES, is_known_to
from samverka.delivery.courses.models import Course
from samverka.delivery.series.models import ActivitySeries, SeriesActivity
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.addresses import address
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, part_of, together

PAGE = "activities:detail"


def beside(request: HttpRequest, actor: Actor | None) -> list[dict[str, Any]]:
    """Links of an activity's page, none elsewhere: one question."""
    match = request.resolver_match
    if actor is None or match is None or match.view_name != PAGE:
        return []
    (rows,) = together(Ask(list, part_for(_made_of, actor, activity=match.kwargs["key"])))
    return [_link(*row) for row in sorted(rows, key=lambda row: (row[0], row[3]))]


def _made_of(actor: Actor) -> Part:
    key = Given("activity")
    series = (
        SeriesActivity.objects.filter(
            activity__public_key=key, series__in=ActivitySeries.objects.visible_to(actor)
        )
        .annotate(what=Value("series"), programme=F("series__programme__public_key"))
        .values_list("what", "programme", "series__public_key", "series__title")
    )
    courses = (
        Course.objects.visible_to(actor)
        .filter(_is_read(actor), activity__public_key=key)
        .annotate(what=Value("course"), programme=F("activity__programme__public_key"))
        .values_list("what", "programme", "activity__public_key", "template__name")
    )
    return part_of(courses.union(series))


def _is_read(actor: Actor) -> Q:
    """Who has been to which meeting is for whoever reads the sheet."""
    if not actor.is_one_of(*SEES_OWN_ACTIVITIES):
        return Q(pk=None)
    return Q(activity__organiser=actor.organisation_id) & is_known_to(actor, "activity__")


def _link(what: str, programme: str, key: str, text: str) -> dict[str, Any]:
    if what == "course":
        label, text, name = _("Course"), _("Who has been to which meeting"), "courses:course"
    else:
        label, name = _("Series"), "series:detail"
    return {"label": label, "text": text, "url": address(name, programme, key)}
