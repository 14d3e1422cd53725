"""What was thought: of a session, an activity, a series, and all that is asked in a programme."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.activities.models import Activity
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.feedback import permissions, queries
from samverka.delivery.feedback.forms import FeedbackFilters
from samverka.delivery.feedback.models import OPEN_FOR
from samverka.delivery.feedback.versions import compared
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.series.models import ActivitySeries
from samverka.delivery.series.queries import activities_of
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing

# The statements in a word or two, for headings.
SHORT = (
    gettext_lazy("Useful, %"),
    gettext_lazy("Easy to follow, %"),
    gettext_lazy("Could take part, %"),
)


def _answered(line: queries.Line) -> str:
    if line.figures.answered is None:
        return _("fewer than five")
    return _("%(answered)s of %(here)s") % {
        "answered": line.figures.answered,
        "here": line.figures.here,
    }


def _agree(number: int):
    """How many in a hundred agree; nothing of fewer than five answers, or to other questions."""

    def of(line: queries.Line) -> int | None:
        figures = line.figures
        return figures.statements[number].agree if figures.counted and figures.is_short else None

    return of


FEEDBACK = Listing(
    key="feedback",
    title=gettext_lazy("Feedback"),
    columns=(
        Column(
            "activity",
            gettext_lazy("Activity"),
            lambda line: line.activity.title,
            opens=lambda line: address(
                "feedback:activity",
                line.activity.programme.public_key,
                line.activity.public_key,
            ),
            sort="activity",
        ),
        Column("day", gettext_lazy("Day"), lambda line: line.round.session.held_on, sort="day"),
        Column(
            "answered",
            gettext_lazy("Answered"),
            lambda line: line.figures.answered,
            show=_answered,
            is_number=True,
            sort="answered",
        ),
        Column("useful", SHORT[0], _agree(0), is_number=True, sort="useful"),
        Column("easy", SHORT[1], _agree(1), is_number=True, sort="easy"),
        Column("heard", SHORT[2], _agree(2), is_number=True, sort="heard"),
        Column(
            "unread",
            gettext_lazy("Comments to read"),
            lambda line: line.unread,
            is_number=True,
            sort="unread",
        ),
    ),
    filters=FeedbackFilters,
    empty_title=gettext_lazy("Nobody is asked yet"),
    empty_text=gettext_lazy(
        "Open an activity and ask those who were there: they answer with their phones, and nobody "
        "can see who answered what."
    ),
)


def _programme(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_read(request.actor):
        raise PermissionDenied
    return programme


@require_safe
def feedback_list(request, programme_key):
    programme = _programme(request, programme_key)
    context = {
        "programme": programme,
        "intro": _("What those who were there thought. Shown when at least five have answered."),
        "back_url": reverse("programme:detail", args=[programme_key]),
        "back_label": programme.name,
    }
    find = partial(queries.asked_in, request.actor, programme, on=today())
    return FEEDBACK.answer(request, find, context=context)


@require_safe
def activity_feedback(request, programme_key, key):
    programme = _programme(request, programme_key)
    activity = get_object_or_404(
        Activity.objects.visible_to(request.actor), programme=programme, public_key=key
    )
    runs = permissions.may_ask(request.actor, activity)
    rounds = queries.rounds_of(request.actor, [activity])
    here = queries.here_at(one.session_id for one in rounds)
    sessions = queries.sessions_of(request.actor, activity)
    comments = [
        written for each in sessions for written in each.comments if runs or written.row.is_shown
    ]
    context = {
        "activity": activity,
        "programme": programme,
        "sessions": sessions,
        "together": [
            (queries.title_of(same[0]), queries.figures_of(same, here))
            for same in queries.by_form(rounds)
            if len(same) > 1
        ],
        "comments": sorted(comments, key=lambda written: written.question),
        "versions": queries.versions_to_ask(request.actor) if runs else [],
        "asked_last": rounds[-1].version_id if rounds else None,
        "runs": runs,
        "today": today(),
        "first_day_asked": today() - OPEN_FOR,
    }
    return render(request, "feedback/activity.html", context)


@require_safe
def series_figures(request, programme_key, key):
    """Over a series: each activity, and all of it."""
    programme = _programme(request, programme_key)
    series = get_object_or_404(
        ActivitySeries.objects.visible_to(request.actor), programme=programme, public_key=key
    )
    activities = list(activities_of(series))
    rounds = queries.rounds_of(request.actor, activities)
    here = queries.here_at(one.session_id for one in rounds)
    context = {
        "series": series,
        "programme": programme,
        "forms": [_over(same, activities, here) for same in queries.by_form(rounds)],
        "activities": activities,
    }
    return render(request, "feedback/series.html", context)


def _over(same, activities, here) -> dict:
    """Of what asks the same: all together, and each activity."""
    form = same[0].form
    together = queries.figures_of(same, here, form)
    labels = SHORT if together.is_short else [f"{one.text}, %" for one in together.scales]
    lines = []
    for activity in activities:
        theirs = [one for one in same if one.session.activity_id == activity.pk]
        figures = queries.figures_of(theirs, here, form) if theirs else None
        lines.append((activity, figures, _cells(labels, figures)))
    title = queries.title_of(same[0])
    return {"title": title, "together": together, "labels": labels, "lines": lines}


@require_safe
def versions(request, programme_key, key):
    """Versions of a course side by side (S35)."""
    programme = _programme(request, programme_key)
    templates = CourseTemplate.objects.visible_to(request.actor)
    template = get_object_or_404(templates, programme=programme, public_key=key)
    context = {
        "programme": programme,
        "template": template,
        "short": SHORT,
        "compared": compared(request.actor, template),
    }
    return render(request, "feedback/versions.html", context)


def _cells(labels, figures: queries.Figures | None) -> list[tuple]:
    """How many in a hundred chose the highest steps of each scale, as it is headed."""
    if figures is None or not figures.counted:
        return [(label, None) for label in labels]
    return [
        (label, None if one.is_held_back else one.agree)
        for label, one in zip(labels, figures.scales, strict=True)
    ]
