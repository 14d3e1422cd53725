"""Which activities are in a series."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.models import Activity
from samverka.delivery.series import actions, queries
from samverka.delivery.series.forms import SeriesFilters
from samverka.toolkit.addresses import address
from samverka.toolkit.lists import Bulk, Column, Listing

from .pages import series_changed

CHOICES = Listing(
    key="series_choices",
    title=gettext_lazy("Put activities in the series"),
    columns=(
        Column(
            "title",
            gettext_lazy("Activity"),
            opens=lambda row: address("activities:detail", row.public_key),
            sort="title",
        ),
        Column("first_day", gettext_lazy("Day"), sort="first_day"),
        Column("place", gettext_lazy("Place"), sort="place"),
        Column("organiser", gettext_lazy("Organiser"), sort="organiser__name"),
    ),
    filters=SeriesFilters,
    empty_title=gettext_lazy("No activity to put in"),
    empty_text=gettext_lazy(
        "All activities of the programme are in the series, or there is none."
    ),
)


@require_safe
def choose(request, programme_key, key):
    series = series_changed(request, programme_key, key)
    keys = [programme_key, key]
    return CHOICES.answer(
        request,
        partial(queries.could_be_added, request.actor, series),
        context={
            "programme": series.programme,
            "intro": _("Tick those that belong together, and put them in."),
            "back_url": reverse("series:detail", args=keys),
            "back_label": series.title,
        },
        bulk=[Bulk(_("Put in the series"), reverse("series:add", args=keys))],
    )


@require_POST
def add(request, programme_key, key):
    series = series_changed(request, programme_key, key)

    def do(activities):
        actions.add_activities(series=series, activities=activities, by=request.actor)
        said = ngettext(
            "%(count)s activity is in the series.",
            "%(count)s activities are in the series.",
            len(activities),
        )
        return said % {"count": len(activities)}

    return CHOICES.carry_out(
        request,
        partial(queries.could_be_added, request.actor, series),
        do,
        back=reverse("series:detail", args=[programme_key, key]),
        undo="series:unadd",
        within=[programme_key, key],
    )


@require_POST
def unadd(request, programme_key, key, token):
    series = series_changed(request, programme_key, key)

    def do(rows):
        activities = [each for each, _was in rows]
        actions.take_out(series=series, activities=activities, by=request.actor)
        return _("The activities are out of the series again.")

    return CHOICES.take_back(
        request,
        token,
        queries.activities_of(series),
        do,
        back=reverse("series:detail", args=[programme_key, key]),
    )


@require_POST
def take_out(request, programme_key, key, activity_key):
    series = series_changed(request, programme_key, key)
    activity = _activity(request, series, activity_key)
    actions.take_out(series=series, activities=[activity], by=request.actor)
    undo = reverse("series:put_back", args=[programme_key, key, activity_key])
    text = _("“%(title)s” is out of the series.") % {"title": activity.title}
    messages.success(request, text, extra_tags=undo)
    return redirect("series:detail", programme_key, key)


@require_POST
def put_back(request, programme_key, key, activity_key):
    series = series_changed(request, programme_key, key)
    activity = _activity(request, series, activity_key)
    actions.add_activities(series=series, activities=[activity], by=request.actor)
    messages.success(request, _("“%(title)s” is in the series.") % {"title": activity.title})
    return redirect("series:detail", programme_key, key)


def _activity(request, series, activity_key) -> Activity:
    seen = Activity.objects.visible_to(request.actor).filter(programme=series.programme_id)
    return get_object_or_404(seen, public_key=activity_key)
