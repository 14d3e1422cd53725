from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.groups import actions, permissions, queries
from samverka.delivery.groups.forms import CloseForm, DecisionForm
from samverka.delivery.groups.models import Decision
from samverka.delivery.programmes.permissions import seen_programme
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Bulk, Column, Filters, Listing, Search, holding
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.templatetags.look import status

from .pages import (
    allowed,
    form_page,
    guarded,
    meeting_run,
    posted,
    tell_places,
    texts_read,
)

OUTCOME = Asks(
    "outcome",
    forms.CharField(
        label=gettext_lazy("What came of it"), max_length=2000, validators=[no_turning_signs]
    ),
)


class DecisionFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("All decisions")),
            ("overdue", gettext_lazy("Overdue")),
            ("open", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
        ],
    )


def state_of(decision: Decision) -> str:
    if decision.closed_on:
        return status("done", _("Closed"))
    if decision.follow_up_on < today():
        return status("late", _("Overdue"))
    return status("open", _("Open"))


def _listing(programme_key: str) -> Listing:
    def opens(decision):
        return reverse("groups:decision", args=[programme_key, decision.public_key])

    def meeting_opens(decision):
        return reverse("groups:meeting", args=[programme_key, decision.meeting.public_key])

    return Listing(
        key="decisions",
        title=_("Decisions"),
        columns=(
            Column("text", _("Decision"), opens=opens),
            Column("group", _("Group"), lambda row: str(row.meeting.group), at_first=False),
            Column(
                "held_on",
                _("Meeting"),
                lambda row: row.meeting.held_on,
                opens=meeting_opens,
                sort="meeting__held_on",
            ),
            Column("decided_by", _("Who decided")),
            Column("ground", _("Ground")),
            Column(
                "responsible",
                _("Carries it out"),
                lambda row: str(row.responsible or ""),
                at_first=False,
            ),
            Column("follow_up_on", _("Follow-up"), sort="follow_up_on"),
            Column("state", _("State"), _state_said, show=state_of),
            Column("outcome", _("Outcome"), at_first=False),
        ),
        filters=DecisionFilters,
        empty_title=_("No decisions yet"),
        empty_text=_("What the groups decide stands here, with when it is followed up."),
    )


def _state_said(decision: Decision) -> str:
    if decision.closed_on:
        return _("Closed")
    return _("Overdue") if decision.follow_up_on < today() else _("Open")


def _found(programme, actor):
    def find(q="", state=""):
        found = queries.decisions_in(programme, actor, state=state, on=today())
        return found.filter(holding(q, "text", "ground", "meeting__group__name"))

    return find


@require_safe
def decision_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    close = reverse("groups:decisions_close", args=[programme_key])
    bulk = [Bulk(_("Close those ticked"), close, OUTCOME)]
    return _listing(programme_key).answer(
        request,
        _found(programme, request.actor),
        context={
            "intro": _("Who decided, on what ground, and when it is followed up."),
            "back_url": reverse("groups:list", args=[programme_key]),
            "back_label": _("Groups"),
        },
        bulk=bulk if permissions.may_run_some(request.actor, programme) else [],
        noted=lambda rows: _note_about_children(request, rows),
    )


def _note_about_children(request, decisions) -> None:
    meetings = {row.meeting for row in decisions if row.meeting.group.is_about_children}
    for meeting in sorted(meetings, key=lambda each: each.pk):
        trail.note(by=request.actor, verb="groups.children_read", about=meeting)


@require_POST
def decisions_close(request, programme_key):
    """Those followed up together get one outcome; those of groups one does not run stay."""
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_run_some(request.actor, programme):
        raise PermissionDenied

    def do(decisions, outcome):
        actions.close_decisions(decisions=decisions, outcome=outcome, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s decision is closed.", "%(count)s decisions are closed.", len(decisions)
        )
        return said % {"count": len(decisions)}

    return _listing(programme_key).carry_out(
        request,
        _found(programme, request.actor),
        do,
        back=reverse("groups:decisions", args=[programme_key]),
        undo="groups:decisions_open",
        within=[programme_key],
        asks=OUTCOME,
        refused=(actions.Identifying,),
        # What is written where cases are discussed is looked through, one by one.
        may=lambda decision: (
            permissions.may_run(request.actor, decision.meeting.group)
            and not decision.meeting.group.discusses_cases
        ),
        already=lambda decision: decision.closed_on is not None,
        keep=lambda decision: decision.outcome,
    )


@require_POST
def decisions_open(request, programme_key, token):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_run_some(request.actor, programme):
        raise PermissionDenied

    def do(rows):
        actions.put_decisions_back(
            decisions=[decision for decision, _was in rows],
            outcomes=[was for _decision, was in rows],
            by=request.actor,
        )
        return _("The decisions are open as they were.")

    rows = [
        decision
        for decision in queries.decisions_in(programme, request.actor, state="", on=today())
        if permissions.may_run(request.actor, decision.meeting.group)
    ]
    back = reverse("groups:decisions", args=[programme_key])
    return _listing(programme_key).take_back(request, token, rows, do, back=back)


def _decision(request, programme_key: str, key: str) -> Decision:
    decisions = Decision.objects.visible_to(request.actor).select_related(
        "meeting__group__programme", "item", "responsible"
    )
    return get_object_or_404(
        decisions, meeting__group__programme__public_key=programme_key, public_key=key
    )


def decision_detail(request, programme_key, key):
    """A decision; whoever runs the group writes what came of it."""
    decision = _decision(request, programme_key, key)
    if request.method == "POST":
        allowed(request, decision.meeting.group)
    form = guarded(
        CloseForm(posted(request), initial={"outcome": decision.outcome}), decision.meeting.group
    )
    before = decision.outcome
    if request.method == "POST" and form.is_valid() and _close(request, decision, form):
        request.deeds.left(decision, "closed_on", "outcome")
        name = "groups:decision_as_before"
        token = request.deeds.keep("groups.decision", name, [before])
        undo = reverse(name, args=[programme_key, key, token])
        messages.success(request, _("The decision is closed."), extra_tags=undo)
        return redirect("groups:decision", programme_key, key)
    texts_read(request, decision.meeting)
    context = {
        "decision": decision,
        "meeting": decision.meeting,
        "programme": decision.meeting.group.programme,
        "state": state_of(decision),
        "form": form,
        "may_run": permissions.may_run(request.actor, decision.meeting.group),
    }
    failed = 422 if request.method == "POST" else 200
    return render(request, "groups/decision.html", context, status=failed)


def _close(request, decision: Decision, form) -> bool:
    told = form.cleaned_data
    if decision.closed_on:
        form.add_error(
            None, _("It was closed already, and stays so. Open it again to write more.")
        )
        return False
    try:
        actions.close_decision(decision=decision, on=today(), by=request.actor, **told)
    except actions.Identifying as refused:
        tell_places(form, refused)
        return False
    return True


@require_POST
def decision_as_before(request, programme_key, key, token):
    """Closed by mistake: an earlier outcome stands again, and a first one waits in the form."""
    decision = _decision(request, programme_key, key)
    allowed(request, decision.meeting.group)
    told = request.deeds.take(token)
    if told:
        outcome = told[0] or decision.outcome
        actions.put_decisions_back(decisions=[decision], outcomes=[outcome], by=request.actor)
        messages.success(request, _("The decision is open again."))
    else:
        messages.error(request, _("There is nothing left to undo."))
    return redirect("groups:decision", programme_key, key)


@require_POST
def decision_open(request, programme_key, key):
    decision = _decision(request, programme_key, key)
    allowed(request, decision.meeting.group)
    actions.open_decision_again(decision=decision, by=request.actor)
    messages.success(request, _("The decision is open again."))
    return redirect("groups:decision", programme_key, key)


def decision_create(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    form = guarded(DecisionForm(posted(request), meeting=meeting), meeting.group)
    return form_page(
        request,
        form,
        lambda told: actions.decide(meeting=meeting, by=request.actor, **told),
        title=_("New decision"),
        intro=str(meeting.group),
        submit=_("Write down the decision"),
        back=reverse("groups:meeting", args=[programme_key, key]),
        back_label=_("The meeting"),
    )


def decision_edit(request, programme_key, key):
    decision = _decision(request, programme_key, key)
    allowed(request, decision.meeting.group)
    meeting = decision.meeting
    form = guarded(
        DecisionForm(posted(request), instance=decision, meeting=meeting), meeting.group
    )
    return form_page(
        request,
        form,
        lambda told: actions.correct_decision(decision=decision, by=request.actor, **told),
        title=_("Correct the decision"),
        submit=_("Save"),
        back=reverse("groups:decision", args=[programme_key, key]),
        back_label=_("The decision"),
    )
