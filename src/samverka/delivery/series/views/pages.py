from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.series import actions, permissions, queries
from samverka.delivery.series.forms import SeriesFilters, SeriesForm
from samverka.delivery.series.models import ActivitySeries
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent

SERIES = Listing(
    key="series",
    title=gettext_lazy("Series"),
    columns=(
        Column(
            "title",
            gettext_lazy("Series"),
            opens=lambda row: address("series:detail", row.programme.public_key, row.public_key),
            sort="title",
        ),
        Column("activities", gettext_lazy("Activities"), is_number=True, sort="activities"),
        Column("part_of", gettext_lazy("Part of"), sort="part_of__title"),
        Column("organiser", gettext_lazy("Organiser"), sort="organiser__name"),
    ),
    filters=SeriesFilters,
    empty_title=gettext_lazy("No series yet"),
    empty_text=gettext_lazy(
        "Put activities that belong together in a series: then you see who came how often, and "
        "which municipalities nobody came from."
    ),
)


def series_seen(request, programme_key: str, key: str) -> ActivitySeries:
    found = ActivitySeries.objects.visible_to(request.actor)
    return get_object_or_404(
        found.select_related("programme", "organiser", "part_of"),
        programme__public_key=programme_key,
        public_key=key,
    )


def series_changed(request, programme_key: str, key: str) -> ActivitySeries:
    series = series_seen(request, programme_key, key)
    if not permissions.may_change(request.actor, series):
        raise PermissionDenied
    return series


@require_safe
def series_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "intro": _("Activities that belong together, and who came how often."),
        "back_url": reverse("programme:detail", args=[programme_key]),
        "back_label": programme.name,
    }
    if permissions.may_create(request.actor):
        context |= {"action_url": reverse("series:create", args=[programme_key])}
        context |= {"action_label": _("New series")}
    find = partial(queries.series_of, request.actor, programme)
    return SERIES.answer(request, find, context=context)


@require_http_methods(["GET", "POST"])
def series_create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_create(request.actor):
        raise PermissionDenied
    organiser = request.actor.organisation
    form = SeriesForm(sent(request), programme=programme, organiser=organiser)
    if request.method == "POST" and form.is_valid():
        made = actions.create_series(
            programme=programme, organiser=organiser, by=request.actor, **form.cleaned_data
        )
        return redirect("series:choose", programme_key, made.public_key)
    return _form_page(request, form, programme, None)


@require_http_methods(["GET", "POST"])
def series_edit(request, programme_key, key):
    series = series_changed(request, programme_key, key)
    form = SeriesForm(
        sent(request),
        initial={
            "title": series.title,
            "description": series.description,
            "part_of": series.part_of and series.part_of.public_key,
        },
        programme=series.programme,
        organiser=series.organiser,
        series=series,
    )
    if request.method == "POST" and form.is_valid():
        actions.correct_series(series=series, values=form.cleaned_data, by=request.actor)
        messages.success(request, _("“%(title)s” is saved.") % {"title": series.title})
        return redirect("series:detail", programme_key, key)
    return _form_page(request, form, series.programme, series)


@require_POST
def series_remove(request, programme_key, key):
    series = series_changed(request, programme_key, key)
    actions.remove_series(series=series, on=today(), by=request.actor)
    text = _("The series “%(title)s” is removed. Its activities stay as they are.")
    undo = reverse("series:restore", args=[programme_key, key])
    messages.success(request, text % {"title": series.title}, extra_tags=undo)
    return redirect("series:list", programme_key)


@require_POST
def series_restore(request, programme_key, key):
    removed = queries.removed_series(request.actor)
    series = get_object_or_404(removed, programme__public_key=programme_key, public_key=key)
    if not permissions.may_change(request.actor, series):
        raise PermissionDenied
    try:
        actions.restore_series(series=series, by=request.actor)
    except actions.NameIsTaken as refused:
        messages.error(request, str(refused))
        return redirect("series:list", programme_key)
    messages.success(request, _("The series is back."))
    return redirect("series:detail", programme_key, key)


def _form_page(request, form, programme, series):
    context = {"form": form, "programme": programme, "series": series}
    return render(request, "series/series_form.html", context, status=422 if form.errors else 200)
