"""A course is made of a template; who has been to which meeting; make-ups."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.actions import (
    HasMarks,
    IsTooEarly,
    MakesUpAlready,
    TimesDoNotFit,
    add_make_up,
    remove_make_up,
    restore_make_up,
)
from samverka.delivery.activities.clashes import clashes
from samverka.delivery.activities.permissions import may_read_sheet, may_run
from samverka.delivery.courses import actions, permissions, queries
from samverka.delivery.courses.forms import (
    CourseForm,
    LogForm,
    TimesForm,
    days_proposed,
    days_sent,
)
from samverka.delivery.courses.models import Course
from samverka.engine.holidays import Schedule
from samverka.foundation.audit import trail
from samverka.toolkit import clock
from samverka.toolkit.rows import ChangedMeanwhile
from samverka.toolkit.sent import sent

from .templates import template_of


def make(request, programme_key, key):
    """First where and from when; then all days, each of which can be changed; then it is made."""
    template = template_of(request, programme_key, key)
    if template.is_retired:
        raise Http404
    if not permissions.may_make(request.actor):
        raise PermissionDenied
    initial = {
        "title": template.name,
        "target_group": template.target_group,
        "municipality": request.actor.organisation.municipality,
    }
    form = CourseForm(sent(request), template=template, initial=initial)
    if not form.is_valid():
        return _make_page(request, form)
    if "make" not in request.POST:
        facts = form.cleaned_data
        found = queries.proposed(
            template, first=facts["first_day"], municipality=facts["municipality"]
        )
        return _make_page(request, form, days_proposed(template, found, facts["starts"]), found)
    days = days_sent(template, request.POST)
    if not days.is_valid():
        return _make_page(request, form, days, status=422)
    titles = template.meetings.order_by("number").values_list("title", flat=True)
    times = [day.as_times(title) for day, title in zip(days, titles, strict=True)]
    try:
        course = actions.make_course(
            template=template,
            organiser=request.actor.organisation,
            sessions=times,
            **form.facts,
            by=request.actor,
        )
    except (IsTooEarly, TimesDoNotFit) as refused:
        form.add_error(None, str(refused))
        return _make_page(request, form, days, status=422)
    messages.success(request, _("The course is made."))
    return redirect("courses:course", programme_key, course.activity.public_key)


def _make_page(request, form, days=None, found: Schedule | None = None, status=0):
    template = form.template
    meetings = list(template.meetings.order_by("number"))
    if found and len(found.days) < len(meetings):
        form.add_error("first_day", _("Too many days in a row are closed. Begin another day."))
        days = None
    days_found = found.days if found else []
    target_group = form.cleaned_data.get("target_group", "") if found else ""
    context = {
        "form": form,
        "clashes": clashes(template.programme, days=days_found, target_group=target_group),
        "template": template,
        "programme": template.programme,
        "days": days,
        "rows": list(zip(meetings, days, strict=True)) if days else [],
        "skipped": found.skipped if found else [],
        "total": len(meetings) * template.minutes,
    }
    status = status or (422 if form.errors else 200)
    return render(request, "courses/make.html", context, status=status)


def _course(request: HttpRequest, programme_key: str, key: str) -> Course:
    found = Course.objects.visible_to(request.actor).select_related(
        "template", "activity__programme", "activity__municipality", "activity__organiser"
    )
    course = get_object_or_404(
        found, activity__programme__public_key=programme_key, activity__public_key=key
    )
    if not may_read_sheet(request.actor, course.activity):
        raise PermissionDenied
    return course


def _run(request: HttpRequest, programme_key: str, key: str) -> Course:
    course = _course(request, programme_key, key)
    if not may_run(request.actor, course.activity):
        raise PermissionDenied
    return course


@require_safe
def detail(request, programme_key, key):
    course = _course(request, programme_key, key)
    way = queries.way_through(course, request.actor)
    persons = [line.place.person_id for line in way.lines]
    trail.note_read(by=request.actor, about=course.activity, person_ids=persons)
    context = {
        "course": course,
        "activity": course.activity,
        "programme": course.activity.programme,
        "way": way,
        "may_run": may_run(request.actor, course.activity),
        "today": clock.today(),
    }
    return render(request, "courses/course.html", context)


def log(request, programme_key, key, session_key):
    """What worked at a meeting that has been, and what to change."""
    course = _run(request, programme_key, key)
    session = get_object_or_404(
        course.activity.sessions, public_key=session_key, held_on__lte=clock.today()
    )
    form = LogForm(sent(request), initial=queries.said_at(session))
    if form.is_valid():
        facts = form.cleaned_data
        actions.write_log(session=session, **facts, on=clock.today(), by=request.actor)
        messages.success(request, _("What you said of the meeting is saved."))
        return redirect("courses:course", programme_key, key)
    context = {
        "form": form,
        "title": _("What worked at the meeting"),
        "intro": session.title,
        "back_url": reverse("courses:course", args=[programme_key, key]),
        "keeps_drafts": True,
    }
    return render(request, "courses/form.html", context, status=422 if form.is_bound else 200)


def make_up_add(request, programme_key, key, session_key):
    course = _run(request, programme_key, key)
    session = get_object_or_404(course.activity.sessions, public_key=session_key)
    starts = session.starts_at.astimezone(clock.SWEDEN).time()
    ends = session.ends_at.astimezone(clock.SWEDEN).time()
    initial = {"starts": starts, "ends": ends, "break_minutes": session.break_minutes}
    form = TimesForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            made = add_make_up(session=session, times=form.as_times(), by=request.actor)
        except (IsTooEarly, MakesUpAlready, TimesDoNotFit) as refused:
            form.add_error(None, str(refused))
        else:
            keys = [programme_key, key, made.public_key]
            undo = reverse("courses:remove_make_up", args=keys)
            messages.success(request, _("The make-up session is added."), extra_tags=undo)
            return redirect("courses:course", programme_key, key)
    context = {
        "form": form,
        "session": session,
        "course": course,
        "programme": course.activity.programme,
    }
    return render(request, "courses/make_up.html", context, status=422 if form.is_bound else 200)


@require_POST
def make_up_remove(request, programme_key, key, session_key):
    course = _run(request, programme_key, key)
    session = get_object_or_404(
        course.activity.sessions.select_related("makes_up"),
        public_key=session_key,
        makes_up__isnull=False,
    )
    try:
        what = remove_make_up(session=session, by=request.actor)
    except HasMarks as refused:
        messages.error(request, str(refused))
    else:
        token = request.deeds.keep("courses.make_ups", "courses:restore_make_up", [what])
        undo = reverse("courses:restore_make_up", args=[programme_key, key, token])
        messages.success(request, _("The make-up session is taken away."), extra_tags=undo)
    return redirect("courses:course", programme_key, key)


@require_POST
def make_up_restore(request, programme_key, key, token):
    course = _run(request, programme_key, key)
    told = request.deeds.take(token)
    try:
        for what in told:
            restore_make_up(activity=course.activity, what=what, by=request.actor)
    except ChangedMeanwhile:
        told = []
    if told:
        messages.success(request, _("The make-up session is back."))
    else:
        messages.error(request, _("This cannot be undone any more. Add the session again."))
    return redirect("courses:course", programme_key, key)
