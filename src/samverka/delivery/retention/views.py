from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change, seen_programme
from samverka.register.people.models import Person
from samverka.toolkit.clock import today
from samverka.toolkit.periods import EndsBeforeItBegan

from . import actions, queries
from .forms import HoldForm, RuleForm
from .models import Hold, KeepingRule
from .permissions import may_decide_keeping, may_hold_person, may_read_keeping, may_release


def _programme(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_read_keeping(request.actor, programme):
        raise PermissionDenied
    return programme


def _programme_to_decide(request, programme_key: str) -> Programme:
    programme = _programme(request, programme_key)
    if not may_decide_keeping(request.actor, programme):
        raise PermissionDenied
    return programme


def _told(request, holds: Iterable[Hold]) -> list[tuple[Hold, bool]]:
    """Each hold, and whether whoever reads the page may release it."""
    return [(hold, may_release(request.actor, hold)) for hold in holds]


@require_safe
def keeping(request, programme_key: str):
    """Until when each kind of record is kept, by which rule, and what stops deletion."""
    programme = _programme(request, programme_key)
    on = today()
    rows = queries.keepings([programme], on=on)
    context = {
        "programme": programme,
        "rows": [(row, row.is_due(on)) for row in rows],
        "due": sum(row.is_due(on) for row in rows),
        "holds": _told(request, rows[0].holds),
        "own_rules": queries.own_rules(programme, on=on),
        "proofs": queries.proofs(programme),
        "may_decide": may_decide_keeping(request.actor, programme),
        "may_set_up": may_change(request.actor, programme),
    }
    return render(request, "retention/keeping.html", context)


@require_http_methods(["GET", "POST"])
def add_rule(request, programme_key: str):
    programme = _programme_to_decide(request, programme_key)
    form = RuleForm(request.POST or None, initial={"valid_from": programme.starts_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_rule(programme=programme, by=request.actor, **form.cleaned_data)
        except actions.RuleFromThatDay as refusal:
            form.add_error("valid_from", str(refusal))
        else:
            messages.success(request, _("The rule is written."))
            return redirect("retention:keeping", programme_key)
    context = {"programme": programme, "form": form, "title": _("Write a rule of its own")}
    return render(request, "retention/form.html", context)


@require_POST
def end_rule(request, programme_key: str, key: str):
    programme = _programme_to_decide(request, programme_key)
    rules = KeepingRule.objects.visible_to(request.actor).filter(programme=programme)
    rule = get_object_or_404(rules, public_key=key, valid_to=None)
    try:
        actions.end_rule(rule=rule, on=today(), by=request.actor)
    except EndsBeforeItBegan as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The rule holds no more."))
    return redirect("retention:keeping", programme_key)


@require_http_methods(["GET", "POST"])
def hold_programme(request, programme_key: str):
    programme = _programme_to_decide(request, programme_key)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.place_hold(programme=programme, on=today(), by=request.actor, **form.cleaned_data)
        messages.success(request, _("Nothing of the programme is deleted from now on."))
        return redirect("retention:keeping", programme_key)
    context = {"programme": programme, "form": form, "title": _("Place a hold")}
    return render(request, "retention/form.html", context)


@require_http_methods(["GET", "POST"])
def person_holds(request, key: str):
    """The holds on somebody, and placing one."""
    seen = Person.objects.visible_to(request.actor)
    person = get_object_or_404(seen, public_key=key, forgotten_on=None)
    if not may_hold_person(request.actor, person):
        raise PermissionDenied
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.place_hold(person=person, on=today(), by=request.actor, **form.cleaned_data)
        messages.success(request, _("Nothing about the person is deleted from now on."))
        return redirect("retention:person_holds", key)
    context = {
        "person": person,
        "form": form,
        "holds": _told(request, queries.holds_on(person)),
    }
    return render(request, "retention/person_holds.html", context)


@require_POST
def release(request, key: str):
    hold = get_object_or_404(queries.holds_seen(request.actor), public_key=key)
    if not may_release(request.actor, hold):
        raise PermissionDenied
    try:
        actions.release_hold(hold=hold, on=today(), by=request.actor)
    except actions.ReleasedAlready as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The hold is released."))
    if hold.person is not None:
        return redirect("retention:person_holds", hold.person.public_key)
    return redirect("retention:keeping", hold.programme.public_key)
