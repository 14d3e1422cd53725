from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.participants import actions, permissions, queries
from samverka.delivery.participants.forms import AskedForm, DaysForm, VerifyForm
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.programmes.queries import age_bands_of, asked_of_participants
from samverka.foundation.audit import trail
from samverka.register.people.actions import NeedsProtection, NumberOfAnother
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .columns import found, programme_of

Asked = FundRule.Asked
Rules = dict[str, FundRule]


def _row(request: HttpRequest, programme_key: str, key: str) -> tuple[Participant, Rules]:
    """One whom the actor sees, and what is asked of them."""
    programme = programme_of(request, programme_key)
    asked = asked_of_participants(programme.pk, on=today())
    return get_object_or_404(found(request, programme, asked)(), public_key=key), asked


@require_safe
def detail(request, programme_key, key):
    """One participant: days, what the fund asks, the check, and what stood before."""
    row, asked = _row(request, programme_key, key)
    trail.note_read(by=request.actor, about=row.programme, person_ids=[row.person_id])
    context = {
        "row": row,
        "missing": queries.missing_of(row),
        "programme": row.programme,
        "asks_number": Asked.NUMBER in asked,
        "asks_sex": Asked.SEX in asked,
        "asks_age": Asked.AGE_BAND in asked,
        "asks_child": Asked.UNACCOMPANIED in asked,
        "is_child": queries.is_child(row),
        "asks_contact": Asked.CONTACT in asked,
        "asks_verification": asked.get(Asked.VERIFICATION),
        "sources": dict.fromkeys(f"{rule.fund}: {rule.source}" for rule in asked.values()),
        "history": queries.history_of(row),
        "may_answer": permissions.may_answer(request.actor),
        "may_fill_in": permissions.may_fill_in(request.actor, row),
    }
    return render(request, "participants/detail.html", context)


def days(request, programme_key, key):
    row, _asked = _row(request, programme_key, key)
    if not permissions.may_answer(request.actor):
        raise PermissionDenied
    reasons = queries.choices_of(row.programme_id, on=today())[FundRule.Subject.END_REASONS]
    was = {name: getattr(row, name) for name in ("started_on", "ended_on", "end_reason")}
    form = DaysForm(sent(request), reasons=reasons, initial=was)
    if form.is_valid():
        try:
            actions.set_days(participants=[row], **form.cleaned_data, on=today(), by=request.actor)
        except actions.DaysDoNotFit as refused:
            form.add_error("ended_on", str(refused))
        except actions.IsStaff as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, row)
    return _form_page(request, row, form, _("Days"))


def facts(request, programme_key, key):
    """What the fund asks of this participant, and is noted."""
    row, asked = _row(request, programme_key, key)
    if not permissions.may_fill_in(request.actor, row):
        raise PermissionDenied
    trail.note_read(by=request.actor, about=row.programme, person_ids=[row.person_id])
    form = AskedForm(
        sent(request),
        initial=queries.as_noted(row),
        asked=asked,
        bands=age_bands_of(row.programme_id, on=today()),
        on=today(),
    )
    if row.person.identity_hash or not permissions.may_answer(request.actor):
        form.leave_out(Asked.NUMBER)
    if form.is_valid():
        try:
            actions.note_participant(
                person=row.person,
                programme=row.programme,
                **form.facts,
                on=today(),
                by=request.actor,
            )
        except (NumberOfAnother, NeedsProtection) as refused:
            form.add_error("number", str(refused))
        else:
            return _done(request, row)
    return _form_page(request, row, form, _("What the fund asks"))


def verification(request, programme_key, key):
    """That the actor has seen what shows that the participant belongs to the target group."""
    row, _asked = _row(request, programme_key, key)
    if not permissions.may_answer(request.actor):
        raise PermissionDenied
    methods = queries.choices_of(row.programme_id, on=today())[FundRule.Subject.VERIFYING]
    form = VerifyForm(sent(request), methods=methods, today=today(), initial={"on": today()})
    if form.is_valid():
        seen = form.cleaned_data
        try:
            actions.verify(participants=[row], how=seen["how"], on=seen["on"], by=request.actor)
        except actions.IsStaff as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, row)
    return _form_page(request, row, form, _("Verify"))


def _done(request, row):
    messages.success(request, _("Saved."))
    return redirect("participants:detail", row.programme.public_key, row.public_key)


def _form_page(request, row, form, title):
    context = {"row": row, "programme": row.programme, "form": form, "title": title}
    return render(request, "participants/form.html", context, status=422 if form.is_bound else 200)
