"""Who of the newly employed has completed the introduction, and which course it is."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.introduction import actions, permissions, queries
from samverka.development.introduction.forms import CompletionFilters, CourseForm, PersonFilters
from samverka.development.introduction.models import IS_NEW_FOR, Introduction
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status

KINDS = {
    queries.COMPLETED: "done",
    queries.UNDER_WAY: "open",
    queries.NOT_BEGUN: "waiting",
    queries.NO_COURSE: "late",
}


def _read(request, key: str) -> tuple[Programme, bool]:
    """The programme, and whether the actor leads it; one who heads a unit reads the own staff."""
    programme = seen_programme(request.actor, key)
    leads = permissions.may_change(request.actor, programme)
    if not leads and not permissions.may_read_own(request.actor):
        raise PermissionDenied
    return programme, leads


def programme_changed(request, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_change(request.actor, programme):
        raise PermissionDenied
    return programme


def _number(state: str, months: int, people: str) -> Column:
    def opens(line: queries.Line) -> str:
        asked = urlencode({"place": line.key, "state": state, "months": months})
        return f"{people}?{asked}" if getattr(line, state or "total") else ""

    label = queries.STATES[state] if state else gettext_lazy("Newly employed")
    name = state or "total"
    return Column(name, label, opens=opens, sort=name, is_number=True)


def _by_municipality(months: int, people: str) -> Listing:
    return Listing(
        key="introductions",
        title=gettext_lazy("Introduction"),
        columns=(
            Column("name", gettext_lazy("Municipality"), sort="name"),
            *(_number(state, months, people) for state in ("", *queries.STATES)),
            Column("share", gettext_lazy("Completed, %"), sort="share", is_number=True),
        ),
        filters=CompletionFilters,
        empty_title=gettext_lazy("Nobody newly employed"),
        empty_text=gettext_lazy("Those who began within these months stand here."),
        row_key="key",
    )


@require_safe
def overview(request, programme_key):
    programme, changes = _read(request, programme_key)
    introduction = queries.introduction_of(programme)
    context: dict[str, Any] = {
        "programme": programme,
        "introduction": introduction,
        "changes": changes,
    }
    if introduction is None:
        return render(request, "introduction/overview.html", context)
    months = _months(request, introduction)
    found = _completion(request, introduction, months, counts_all=changes)
    people = reverse("introduction:persons", args=[programme_key])
    listing = _by_municipality(months, people).of(
        request, lambda months: found.lines, written=introduction.months
    )
    if listing.response:
        return listing.response
    context |= {
        "listing": listing,
        "months": months,
        "figures": [
            (name, found.total(state), f"{people}?{urlencode({'state': state, 'months': months})}")
            for state, name in queries.STATES.items()
        ],
    }
    return render(request, "introduction/overview.html", context)


def _months(request, introduction: Introduction) -> int:
    form = CompletionFilters(request.GET)
    return form.chosen.get("months") or introduction.months


def _completion(request, introduction, months: int, *, counts_all: bool) -> queries.Completion:
    return queries.completion(
        introduction, today(), months=months, counts_all=counts_all, of=request.actor
    )


PERSONS = Listing(
    key="introduced_persons",
    title=gettext_lazy("Newly employed"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            opens=lambda row: reverse("person:detail", args=[row["key"]]),
            sort="name",
        ),
        Column("employer", gettext_lazy("Employer"), sort="employer"),
        Column("title", gettext_lazy("Function"), sort="title"),
        Column("begun_on", gettext_lazy("Began"), sort="begun_on"),
        Column(
            "state",
            gettext_lazy("Where"),
            lambda row: str(queries.STATES[row["state"]]),
            show=lambda row: status(KINDS[row["state"]], str(queries.STATES[row["state"]])),
            sort="state",
        ),
        Column("meetings", gettext_lazy("Meetings")),
        Column("completed_on", gettext_lazy("Completed"), sort="completed_on"),
    ),
    filters=PersonFilters,
    empty_title=gettext_lazy("Nobody whom you may see"),
    row_key="key",
)


@require_safe
def persons(request, programme_key):
    """Those behind a number, whom one may see; the others are counted."""
    programme, counts_all = _read(request, programme_key)
    introduction = queries.introduction_of(programme)
    if introduction is None:
        raise Http404
    months = _months(request, introduction)
    found = _completion(request, introduction, months, counts_all=counts_all)
    listing = PERSONS.of(
        request,
        lambda months, place, state: _rows(found, place, state),
        noted=lambda rows: trail.note_read(
            by=request.actor, about=programme, person_ids=[row["person"] for row in rows]
        ),
        places=[(line.key, line.name) for line in found.lines],
        written=introduction.months,
    )
    if listing.response:
        return listing.response
    chosen = listing.form.chosen
    others = [one for one in found.chosen(chosen["place"], chosen["state"]) if not one.key]
    context = {"programme": programme, "listing": listing, "not_shown": len(others)}
    return render(request, "introduction/persons.html", context)


def _rows(found: queries.Completion, place: str, state: str) -> list[dict]:
    """Those whom one may see, by name."""
    rows = [_row(one, found.ways[one.person_id]) for one in found.chosen(place, state) if one.key]
    return sorted(rows, key=lambda row: row["name"])


def _row(one: queries.Newcomer, way: queries.Way) -> dict:
    facts = {"been": way.been, "all": way.meetings}
    return {
        "key": one.key,
        "person": one.person_id,
        "name": one.name,
        "employer": one.employer,
        "title": one.title,
        "begun_on": one.begun_on,
        "state": way.state,
        "meetings": _("%(been)s of %(all)s") % facts if way.been else "",
        "completed_on": way.last_on if way.state == queries.COMPLETED else None,
    }


def course(request, programme_key):
    programme = programme_changed(request, programme_key)
    now = queries.introduction_of(programme)
    form = CourseForm(
        sent(request),
        templates=queries.templates_of(programme),
        initial={
            "template": now and now.template.public_key,
            "months": now.months if now else IS_NEW_FOR,
        },
    )
    if request.method == "POST" and form.is_valid():
        actions.choose_course(programme=programme, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("introduction:overview", programme_key)
    return answer_form(request, form, programme, _("Course of introduction"))


def answer_form(request, form, programme: Programme, title: str, **context):
    """A page with a form: 422 where it does not fit."""
    status_code = 422 if request.method == "POST" else 200
    facts = {"form": form, "programme": programme, "title": title, **context}
    return render(request, "introduction/form.html", facts, status=status_code)
