"""A plan's way from draft to approved, and on to its next revision."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.plans.models import Plan, PlanItem
from samverka.delivery.plans.queries import FACTS, Hindrance, hindrances, is_latest, items_of
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now

State = Plan.State


class HasPlan(Exception):
    """A second first plan."""

    def __str__(self):
        return _("The organisation has a plan in this programme already. Open it instead.")


class NotNow(Exception):
    """A step that the plan's state does not lead to."""

    def __init__(self, plan: Plan):
        self.plan = plan

    def __str__(self):
        return _(
            "The plan is now: %(state)s. Somebody may have changed it. Look at it and go on there."
        ) % {"state": State(self.plan.state).label}


class Incomplete(Exception):
    """Lines without measure or responsible, or no line at all."""

    def __init__(self, lacking: Sequence[Hindrance]):
        self.lacking = lacking

    def __str__(self):
        if not self.lacking:
            return _("The plan has no line yet. Add at least one.")
        return _("The plan cannot be approved yet: something is missing in its lines.")


class HasLaterRevision(Exception):
    """An approval that others have built on."""

    def __str__(self):
        return _("The plan has a later revision, so this approval stays.")


@transaction.atomic
def start_plan(*, programme: Programme, organisation: Organisation, by: Actor) -> Plan:
    plans = Plan.objects.filter(programme=programme, organisation=organisation)
    if plans.exists():
        raise HasPlan
    plan = Plan.objects.create(programme=programme, organisation=organisation)
    trail.note(by=by, verb="plans.plan_started", about=plan)
    return plan


@transaction.atomic
def send_plan(*, plan: Plan, by: Actor) -> Plan:
    """To whoever leads the programme. What is missing is shown, but one may ask for help."""
    plan = locked(plan, State.DRAFT, State.SENT_BACK)
    if not plan.items.in_force().exists():
        raise Incomplete([])
    _bring(plan, state=State.SENT)
    trail.note(by=by, verb="plans.plan_sent", about=plan)
    return plan


@transaction.atomic
def take_back_plan(*, plan: Plan, by: Actor) -> Plan:
    """To go on writing what was sent."""
    plan = locked(plan, State.SENT)
    _bring(plan, state=State.DRAFT)
    trail.note(by=by, verb="plans.plan_taken_back", about=plan)
    return plan


@transaction.atomic
def approve_plan(*, plan: Plan, on: dt.date, by: Actor) -> Plan:
    """A plan that was sent; whoever approves need not send their own organisation's."""
    own = [State.DRAFT, State.SENT_BACK] if plan.organisation_id == by.organisation_id else []
    plan = locked(plan, State.SENT, *own)
    lacking = hindrances(plan)
    if lacking or not plan.items.in_force().exists():
        raise Incomplete(lacking)
    _bring(plan, state=State.APPROVED, approved_on=on, answer="")
    trail.note(by=by, verb="plans.plan_approved", about=plan)
    return plan


@transaction.atomic
def withdraw_approval(*, plan: Plan, by: Actor) -> Plan:
    """Undo an approval that nothing builds on yet."""
    plan = locked(plan, State.APPROVED)
    if not is_latest(plan):
        raise HasLaterRevision
    _bring(plan, state=State.SENT, approved_on=None)
    trail.note(by=by, verb="plans.approval_withdrawn", about=plan)
    return plan


@transaction.atomic
def send_back_plan(*, plan: Plan, answer: str, by: Actor) -> Plan:
    """With what is to be changed."""
    plan = locked(plan, State.SENT)
    _bring(plan, state=State.SENT_BACK, answer=answer)
    trail.note(by=by, verb="plans.plan_sent_back", about=plan)
    return plan


@transaction.atomic
def revise_plan(*, plan: Plan, reason: str, by: Actor) -> Plan:
    """A new revision with the same lines; the approved one stays as it is, and stays in force."""
    plan = locked(plan, State.APPROVED)
    if not is_latest(plan):
        raise HasLaterRevision
    revision = Plan.objects.create(
        programme=plan.programme,
        organisation=plan.organisation,
        revision=plan.revision + 1,
        reason=reason,
    )
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=revision,
            line_key=item.line_key,
            number=item.number,
            status=item.status,
            progress_note=item.progress_note,
            **{name: getattr(item, name) for name in FACTS},
        )
        for item in items_of(plan)
    )
    trail.note(by=by, verb="plans.plan_revised", about=revision)
    return revision


def locked(plan: Plan, *states: str) -> Plan:
    """The plan as it stands now, if it is in one of the states."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state not in states:
        raise NotNow(plan)
    return plan


def _bring(plan: Plan, **facts: object) -> None:
    plan.changed_at = now()
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save(update_fields=["changed_at", *facts])
