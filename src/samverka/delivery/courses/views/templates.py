"""Templates of courses."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.models import SEES_OWN_ACTIVITIES
from samverka.delivery.courses import actions, permissions, queries
from samverka.delivery.courses.forms import (
    CurriculumForm,
    TemplateFilters,
    TemplateForm,
    VersionForm,
    template_as_form,
)
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.addresses import address
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import hours

TEMPLATES = Listing(
    key="course_templates",
    title=gettext_lazy("Courses"),
    columns=(
        Column(
            "name",
            gettext_lazy("Course"),
            opens=lambda row: address("courses:detail", row.programme.public_key, row.public_key),
            sort="name",
        ),
        Column("version", gettext_lazy("Version"), is_number=True, sort="version"),
        Column("target_group", gettext_lazy("For whom"), sort="target_group"),
        Column(
            "meetings_count",
            gettext_lazy("Course meetings"),
            is_number=True,
            sort="meetings_count",
        ),
        Column(
            "total",
            gettext_lazy("Hours"),
            lambda row: round(row.total / 60, 2),
            show=lambda row: hours(row.total),
            is_number=True,
            sort="total",
        ),
        Column("courses_count", gettext_lazy("Courses"), is_number=True, sort="courses_count"),
    ),
    filters=TemplateFilters,
    empty_title=gettext_lazy("No course template yet"),
    empty_text=gettext_lazy(
        "A template says how many meetings a course has and how long they are. "
        "Its days are proposed each time it is held."
    ),
)


def written_programme(request: HttpRequest, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_write(request.actor, programme):
        raise PermissionDenied
    return programme


def template_of(request: HttpRequest, programme_key: str, key: str) -> CourseTemplate:
    found = CourseTemplate.objects.visible_to(request.actor).select_related("programme")
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


def _written(request: HttpRequest, programme_key: str, key: str) -> CourseTemplate:
    template = template_of(request, programme_key, key)
    if not permissions.may_write(request.actor, template.programme):
        raise PermissionDenied
    return template


@require_safe
def template_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    may_write = permissions.may_write(request.actor, programme)
    context = {
        "programme": programme,
        "intro": _("Courses that are held time after time, and the activities made of them."),
        "action_url": reverse("courses:create", args=[programme_key]) if may_write else "",
        "action_label": _("New course template"),
    }
    find = partial(queries.templates_of, request.actor, programme)
    return TEMPLATES.answer(request, find, "courses/list.html", context)


def create(request, programme_key):
    programme = written_programme(request, programme_key)
    form = TemplateForm(sent(request))
    if form.is_valid():
        template = actions.write_template(programme=programme, **form.facts, by=request.actor)
        messages.success(request, _("The course template is saved."))
        return redirect("courses:detail", programme_key, template.public_key)
    back = reverse("courses:list", args=[programme_key])
    return _form_page(request, form, _("New course template"), back)


def edit(request, programme_key, key):
    template = _written(request, programme_key, key)
    form = TemplateForm(sent(request), initial=template_as_form(template))
    if form.is_valid():
        actions.write_template(
            programme=template.programme, template=template, **form.facts, by=request.actor
        )
        messages.success(request, _("The course template is saved."))
        return redirect("courses:detail", programme_key, key)
    back = reverse("courses:detail", args=[programme_key, key])
    return _form_page(request, form, _("Change the course template"), back)


def new_version(request, programme_key, key):
    template = _written(request, programme_key, key)
    form = VersionForm(sent(request), initial=template_as_form(template))
    if form.is_valid():
        made = actions.new_version(template=template, **form.facts, by=request.actor)
        messages.success(request, _("Version %(number)s is saved.") % {"number": made.version})
        return redirect("courses:detail", programme_key, made.public_key)
    back = reverse("courses:detail", args=[programme_key, key])
    return _form_page(request, form, _("New version of the course"), back)


def curriculum(request, programme_key, key):
    """What the course deepens; the parts first, then which part each meeting takes up."""
    template = _written(request, programme_key, key)
    form = CurriculumForm(sent(request), template=template)
    if form.is_valid():
        had_parts = template.parts.exists()
        actions.write_curriculum(template=template, **form.facts, by=request.actor)
        if not had_parts:
            messages.success(request, _("Now say which part each meeting takes up."))
            return redirect("courses:curriculum", programme_key, key)
        messages.success(request, _("What the course deepens is saved."))
        return redirect("courses:detail", programme_key, key)
    back = reverse("courses:detail", args=[programme_key, key])
    return _form_page(request, form, _("What the course deepens"), back)


def _form_page(request, form, title, back):
    context = {"form": form, "title": title, "back_url": back, "keeps_drafts": True}
    return render(request, "courses/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def detail(request, programme_key, key):
    template = template_of(request, programme_key, key)
    meetings = list(template.meetings.select_related("part").order_by("number"))
    taken_up = {meeting.part_id for meeting in meetings}
    said = queries.said_of(template, request.actor)
    context = {
        "template": template,
        "programme": template.programme,
        "meetings": [(meeting, said[meeting.number]) for meeting in meetings],
        "left_out": [
            part for part in template.parts.order_by("number") if part.pk not in taken_up
        ],
        "total": len(meetings) * template.minutes,
        "versions": list(queries.versions_of(template)),
        "courses": queries.courses_of(template),
        # Whose courses open with who has been there.
        "reads_of": request.actor.organisation_id
        if request.actor.is_one_of(*SEES_OWN_ACTIVITIES)
        else None,
        "may_write": permissions.may_write(request.actor, template.programme),
        "may_make": permissions.may_make(request.actor) and not template.is_retired,
    }
    return render(request, "courses/template.html", context)


@require_POST
def retire(request, programme_key, key):
    template = _written(request, programme_key, key)
    actions.retire_template(template=template, by=request.actor)
    undo = reverse("courses:take_up", args=[programme_key, key])
    messages.success(request, _("The template is laid aside."), extra_tags=undo)
    return redirect("courses:list", programme_key)


@require_POST
def take_up(request, programme_key, key):
    template = _written(request, programme_key, key)
    actions.take_up_template(template=template, by=request.actor)
    messages.success(request, _("The template is in use."))
    return redirect("courses:detail", programme_key, key)
