"""What could go wrong for a partner, and what is done about it (S111)."""

from django.db import transaction

from samverka.delivery.plans.models import Risk
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation


@transaction.atomic
def add_risk(*, programme: Programme, organisation: Organisation, values: dict, by: Actor) -> Risk:
    risk = Risk.objects.create(programme=programme, organisation=organisation, **values)
    trail.note(by=by, verb="plans.risk_added", about=programme)
    return risk


@transaction.atomic
def correct_risk(*, risk: Risk, values: dict, by: Actor) -> Risk:
    risk = Risk.objects.select_for_update().get(pk=risk.pk)
    changed = [name for name, value in values.items() if getattr(risk, name) != value]
    for name in changed:
        setattr(risk, name, values[name])
    if changed:
        risk.save(update_fields=changed)
        trail.note(by=by, verb="plans.risk_corrected", about=risk.programme, fields=changed)
    return risk


@transaction.atomic
def remove_risk(*, risk: Risk, by: Actor) -> None:
    Risk.objects.filter(pk=risk.pk).update(is_removed=True)
    trail.note(by=by, verb="plans.risk_removed", about=risk.programme)


@transaction.atomic
def restore_risk(*, risk: Risk, by: Actor) -> None:
    Risk.objects.filter(pk=risk.pk).update(is_removed=False)
    trail.note(by=by, verb="plans.risk_restored", about=risk.programme)
