"""What every page here begins with: a programme and a plan that one may see, and may change."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from samverka.delivery.plans import permissions
from samverka.delivery.plans.models import Plan, PlanItem
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme


def programme_seen(request, programme_key) -> Programme:
    return seen_programme(request.actor, programme_key)


def plan_seen(request, programme_key, key) -> Plan:
    seen = Plan.objects.visible_to(request.actor).select_related("programme", "organisation")
    return get_object_or_404(seen, programme__public_key=programme_key, public_key=key)


def plan_written(request, programme_key, key) -> Plan:
    plan = plan_seen(request, programme_key, key)
    if not permissions.may_write(request.actor, plan):
        raise PermissionDenied
    return plan


def plan_decided(request, programme_key, key) -> Plan:
    """A plan that the actor may approve or send back."""
    plan = plan_seen(request, programme_key, key)
    if not permissions.may_approve(request.actor, plan.programme):
        raise PermissionDenied
    return plan


def item_written(request, programme_key, key, line) -> PlanItem:
    """A line of one's own plan, in force or taken away."""
    plan = plan_written(request, programme_key, key)
    item = get_object_or_404(plan.items, line_key=line)
    item.plan = plan
    return item
