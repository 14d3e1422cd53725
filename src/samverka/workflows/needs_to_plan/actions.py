"""What a municipality needs, as lines of its own plan (S43)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.groups import actions as groups
from samverka.delivery.groups.models import AgreedNeed
from samverka.delivery.plans import actions as plans
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.texts import day


@transaction.atomic
def take_needs(
    *, programme: Programme, organisation: Organisation, needs: Iterable[AgreedNeed], by: Actor
) -> Plan:
    """Each need a line at the end; the plan is begun, or an approved one revised, if need be.

    :raises plans.NotNow: the plan has been sent and is read just now
    """
    # Held, so that nobody takes the same need meanwhile.
    keys = [need.pk for need in needs]
    held = AgreedNeed.objects.select_for_update().filter(pk__in=keys, line_key="").order_by("pk")
    rows = list(held)
    plan = _open_plan(programme, organisation, rows, by)
    lines = {}
    for need in rows:
        aim = str(need.theme) if need.theme else ""
        item = plans.add_item(plan=plan, values={"activity": need.text, "aim": aim}, by=by)
        lines[need] = item.line_key
    groups.note_taken_into_plan(lines=lines, by=by)
    return plan


def _open_plan(
    programme: Programme, organisation: Organisation, needs: list[AgreedNeed], by: Actor
) -> Plan:
    newest = (
        Plan.objects.filter(programme=programme, organisation=organisation)
        .order_by("-revision")
        .first()
    )
    if newest is None:
        return plans.start_plan(programme=programme, organisation=organisation, by=by)
    if newest.state == Plan.State.APPROVED and needs:
        meeting = needs[0].meeting
        told = {"group": meeting.group, "day": day(meeting.held_on)}
        reason = _("Needs agreed at the meeting of %(group)s on %(day)s.") % told
        return plans.revise_plan(plan=newest, reason=reason, by=by)
    return newest
