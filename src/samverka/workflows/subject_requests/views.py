import datetime as dt
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.retention.permissions import may_hold_person
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.register.people.permissions import (
    may_correct_person,
    may_forget,
    may_read_extract,
)
from samverka.register.requests import actions as requests
from samverka.register.requests.models import SubjectRequest
from samverka.register.requests.permissions import may_answer, may_ask, may_read_register
from samverka.register.requests.queries import limit_of_answers, to_answer
from samverka.register.requests.queries import of_person as asked_by
from samverka.register.requests.queries import register as registered
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.templatetags.look import status

from . import actions
from .forms import AnswerForm, ReceiveForm, RequestFilters
from .queries import name_persons

Kind = SubjectRequest.Kind


def _who(row: SubjectRequest) -> str:
    if row.told:
        return str(row.told)
    return _("An erased person") if row.person.is_forgotten else _("Somebody you do not see")


def _state_of(row: SubjectRequest, on: dt.date) -> tuple[str, str]:
    if row.answer:
        return "done", str(row.get_answer_display())
    return ("late", _("late")) if row.due_on < on else ("waiting", _("Not answered"))


REQUESTS = Listing(
    key="requests",
    title=gettext_lazy("Requests of persons"),
    columns=(
        Column(
            "kind",
            gettext_lazy("What is asked"),
            lambda row: str(row.get_kind_display()),
            opens=lambda row: address("subject_requests:detail", row.public_key),
            sort="kind",
        ),
        Column("person", gettext_lazy("Person"), _who),
        Column(
            "state",
            gettext_lazy("State"),
            lambda row: _state_of(row, today())[1],
            show=lambda row: status(*_state_of(row, today())),
            sort="answer",
        ),
        Column("received_on", gettext_lazy("Received"), sort="received_on"),
        Column("due_on", gettext_lazy("Answer at the latest"), sort="due_on"),
        Column("handled_by", gettext_lazy("Handled by"), lambda row: str(row.handled_by or "")),
    ),
    filters=RequestFilters,
    empty_title=gettext_lazy("No requests"),
    empty_text=gettext_lazy("A request is written down on the page of the person."),
)


@require_safe
def register(request):
    """What persons have asked of one's organisation, what is late first."""
    actor, on = request.actor, today()
    if not may_read_register(actor):
        raise PermissionDenied

    def find(state, kind):
        rows = registered(actor, state=state, kind=kind, on=on)
        return rows.order_by("answer", "due_on", "pk")

    def noted(rows):
        persons = [row.told.pk for row in rows if row.told]
        trail.note_read(by=actor, about=actor.organisation, person_ids=persons)

    late = sum(row.due_on < on for row in to_answer(actor))
    context = {
        "intro": ngettext("%(count)s is late.", "%(count)s are late.", late) % {"count": late}
        if late
        else _("None is late."),
    }
    fill = partial(name_persons, actor)
    return REQUESTS.answer(request, find, context=context, fill=fill, noted=noted)


@require_http_methods(["GET", "POST"])
def of_person(request, key: str):
    """What somebody has asked, and writing down what they ask now."""
    actor = request.actor
    seen = Person.objects.visible_to(actor)
    person = get_object_or_404(seen, public_key=key, forgotten_on=None)
    if not may_ask(actor, person):
        raise PermissionDenied
    form = ReceiveForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            made = requests.receive(
                person=person, organisation=actor.organisation, by=actor, **form.cleaned_data
            )
        except requests.AskedAlready as refusal:
            form.add_error("kind", str(refusal))
        else:
            messages.success(request, _("The request is written down."))
            return redirect("subject_requests:detail", made.public_key)
    trail.note_read(by=actor, about=person, person_ids=[person.pk])
    rows = [(row, *_state_of(row, today())) for row in asked_by(actor, person)]
    context = {"person": person, "form": form, "rows": rows, "limit": limit_of_answers(on=today())}
    return render(request, "subject_requests/of_person.html", context)


def _request(request, key: str) -> SubjectRequest:
    seen = SubjectRequest.objects.visible_to(request.actor)
    found = get_object_or_404(seen.select_related("person", "handled_by"), public_key=key)
    name_persons(request.actor, [found])
    return found


def _to_answer(request, key: str) -> SubjectRequest:
    asked = _request(request, key)
    if not may_answer(request.actor, asked):
        raise PermissionDenied
    return asked


@require_http_methods(["GET", "POST"])
def detail(request, key: str):
    """One request: by when, what to do for it, and the answer."""
    asked, actor = _request(request, key), request.actor
    may = may_answer(actor, asked)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid():
            return _answer(request, asked, form)
    trail.note_read(by=actor, about=asked, person_ids=[asked.told.pk] if asked.told else [])
    kind, text = _state_of(asked, today())
    context = {
        "asked": asked,
        "who": _who(asked),
        "state_kind": kind,
        "state_text": text,
        "form": form,
        "may_answer": may,
        "may_read_register": may_read_register(actor),
        "steps": _steps(actor, asked) if may and asked.told else [],
    }
    return render(request, "subject_requests/detail.html", context)


def _answer(request, asked: SubjectRequest, form: AnswerForm):
    try:
        actions.answer_request(request=asked, on=today(), by=request.actor, **form.cleaned_data)
    except requests.AnsweredAlready as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The answer is noted."))
    return redirect("subject_requests:detail", asked.public_key)


def _steps(actor, asked: SubjectRequest) -> list[tuple[str, str]]:
    """Where what is asked is done, as far as the actor may do it."""
    person = asked.told
    ways = {
        Kind.ACCESS: (may_read_extract, "disclose_person:extract", _("Hand out the extract")),
        Kind.RECTIFICATION: (may_correct_person, "people:correct", _("Correct the person")),
        Kind.ERASURE: (may_forget, "forget_person:forget", _("See what erasing does")),
        Kind.RESTRICTION: (may_hold_person, "retention:person_holds", _("Holds on the person")),
    }
    may, name, label = ways[Kind(asked.kind)]
    back = f"?request={asked.public_key}" if asked.kind == Kind.ACCESS else ""
    url = address(name, person.public_key) + back
    return [(label, url)] if may(actor, person) else []


@require_POST
def take_on(request, key: str):
    asked = _to_answer(request, key)
    try:
        requests.take_on(request=asked, by=request.actor)
    except requests.AnsweredAlready as refusal:
        messages.warning(request, str(refusal))
    return redirect("subject_requests:detail", key)


@require_POST
def extend(request, key: str):
    asked = _to_answer(request, key)
    try:
        requests.extend(request=asked, on=today(), by=request.actor)
    except (requests.AnsweredAlready, requests.TooLateToExtend) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("There are two more months. Tell the person why, in writing."))
    return redirect("subject_requests:detail", key)
