"""The process leaders of a programme's municipalities: who lacks one, naming, training, days."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.supply import actions, permissions, queries
from samverka.development.supply.forms import (
    DaysForm,
    LeaderFilters,
    NominationForm,
    TrainingForm,
)
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import comma, hours

from .fetching import form_page, nomination_seen
from .showing import drawn, flagged, in_words

MUNICIPALITIES = Listing(
    key="process_leaders",
    title=gettext_lazy("Process leaders"),
    columns=(
        Column("name", gettext_lazy("Municipality"), sort="name"),
        Column("trained", gettext_lazy("Trained"), show=flagged, sort="trained"),
        Column("leaders", gettext_lazy("Process leaders"), in_words, show=drawn),
        Column(
            "minutes",
            gettext_lazy("Time in the logs"),
            lambda row: hours(row.minutes),
            is_number=True,
        ),
    ),
    filters=LeaderFilters,
    empty_title=gettext_lazy("No municipality"),
    empty_text=gettext_lazy("The municipalities that take part in the programme stand here."),
)


def _programme(request, programme_key) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_read_leaders(request.actor, programme):
        raise PermissionDenied
    return programme


@require_safe
def listed(request, programme_key):
    programme, on = seen_programme(request.actor, programme_key), today()
    may_set = permissions.may_set_training(request.actor, programme)
    if not may_set and not permissions.may_read_leaders(request.actor, programme):
        raise PermissionDenied
    trainings = list(queries.trainings_of(programme))
    rows = queries.leaders_listed(request.actor, programme, on, trainings)
    listing = MUNICIPALITIES.of(
        request,
        lambda only: [row for row in rows if only in ("", "with" if row.trained else "without")],
        noted=partial(_note, request, programme),
    )
    if listing.response:
        return listing.response
    context = {
        "programme": programme,
        "listing": listing,
        "all": len(rows),
        "trained": sum(row.trained > 0 for row in rows),
        "lacking": sum(not row.trained for row in rows),
        "trainings": trainings,
        "may_set": may_set,
    }
    return render(request, "supply/leaders.html", context)


def _note(request, programme: Programme, rows: list[queries.Municipality]) -> None:
    persons = {one.nomination.person_id for row in rows for one in row.seen}
    trail.note_read(by=request.actor, about=programme, person_ids=sorted(persons))


def nominate(request, programme_key):
    programme, on = _programme(request, programme_key), today()
    places, persons = queries.nominable(request.actor, programme, on)
    form = NominationForm(
        sent(request), places=places, persons=persons, initial={"nominated_on": on}
    )
    return form_page(
        request,
        form,
        lambda: actions.nominate(
            programme=programme,
            organisation=form.cleaned_data["organisation"],
            person=form.cleaned_data["person"],
            values=form.values(),
            by=request.actor,
        ),
        reverse("supply:leaders", args=[programme_key]),
        refused=(actions.NotThere,),
        title=_("Nominate a process leader"),
        back_label=_("Process leaders"),
        programme=programme,
    )


def days(request, programme_key, key):
    programme = _programme(request, programme_key)
    nomination = nomination_seen(request, key, programme=programme)
    if not permissions.may_change_nomination(request.actor, nomination):
        raise PermissionDenied
    trail.note_read(by=request.actor, about=nomination, person_ids=[nomination.person_id])
    form = DaysForm(sent(request), instance=nomination)
    return form_page(
        request,
        form,
        lambda: actions.set_days(nomination=nomination, values=form.values(), by=request.actor),
        reverse("supply:leader", args=[key]),
        title=_("Training and assignment"),
        intro=f"{nomination}{comma()}{nomination.organisation}",
        back_label=str(nomination),
        programme=programme,
    )


def _set(request, programme_key) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_set_training(request.actor, programme):
        raise PermissionDenied
    return programme


def add_training(request, programme_key):
    programme = _set(request, programme_key)
    activities, series = queries.can_train(request.actor, programme)
    form = TrainingForm(sent(request), activities=activities, series=series)
    return form_page(
        request,
        form,
        lambda: actions.add_training(programme=programme, by=request.actor, **form.chosen()),
        reverse("supply:leaders", args=[programme_key]),
        title=_("What counts as training"),
        intro=_("Whoever has been there so many times is trained, from that day on."),
        back_label=_("Process leaders"),
        programme=programme,
    )


@require_POST
def remove_training(request, programme_key, key):
    programme = _set(request, programme_key)
    training = get_object_or_404(queries.trainings_of(programme), public_key=key)
    actions.remove_training(training=training, by=request.actor)
    messages.success(request, _("It no longer counts. Add it again if that was a mistake."))
    return redirect("supply:leaders", programme_key)
