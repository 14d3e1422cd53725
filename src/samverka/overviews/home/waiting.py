"""What waits for the one who acts, besides days to tick: plans, questions, reports, signatures."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from samverka.delivery.budgets.models import KEEPS_ACCOUNTS, CostReport
from samverka.delivery.groups.queries import my_tasks
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import keys_led_by
from samverka.delivery.questions.queries import waiting_for
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.agreements.models import AgreementVersion, Party, Signature
from samverka.toolkit.addresses import address

MOST = 5
State = Plan.State
SIGNS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what it is, of what, and where it is done."""

    what: str
    about: str
    url: str
    is_late: bool = False


# Most people neither hold a function nor sit in a group: one cheap question instead of two dear.
HOLDS = """
SELECT EXISTS (SELECT 1 FROM programmes_contact WHERE %(user)s IN (holder_id, stand_in_id)),
    EXISTS (
        SELECT 1 FROM groups_term term JOIN people_person person ON person.id = term.person_id
        WHERE person.user_id = %(user)s
    )
"""


def waiting(actor: Actor, *, on: dt.date) -> list[Waiting]:
    """The first of each kind, what is late before the rest; at most six questions in all."""
    holds_a_function, sits_in_a_group = _holds(actor)
    rows: list[Waiting] = []
    if holds_a_function or actor.is_one_of(Role.PROGRAMME_LEADER):
        rows += _questions(actor, on)
    if actor.is_one_of(Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER):
        rows += _plans(actor)
    if actor.is_one_of(*KEEPS_ACCOUNTS):
        rows += _reports(actor)
    if sits_in_a_group:
        rows += _tasks(actor, on)
    if actor.is_one_of(*SIGNS) and not actor.programme:
        rows += _signatures(actor, on)
    return sorted(rows, key=lambda row: not row.is_late)


def _holds(actor: Actor) -> tuple[bool, bool]:
    """Whether the user holds a function in any programme, and a seat in any group."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, {"user": actor.user_id})
        function, seat = cursor.fetchone()
    return bool(function), bool(seat)


def _questions(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    for question in waiting_for(actor, on=on)[:MOST]:
        url = address("questions:detail", question.public_key)
        yield Waiting(_("Answer a question"), question.title, url)


def _plans(actor: Actor) -> Iterator[Waiting]:
    """To approve, for those who lead; to change, for those whose plan came back."""
    asked = Q(state=State.SENT_BACK, organisation=actor.organisation_id)
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        asked |= Q(state=State.SENT, programme__in=keys_led_by(actor))
    plans = Plan.objects.visible_to(actor).filter(asked)
    for plan in plans.select_related("organisation", "programme").order_by("changed_at")[:MOST]:
        what = _("Approve a plan") if plan.state == State.SENT else _("Change the plan")
        url = address("plans:detail", plan.programme.public_key, plan.public_key)
        yield Waiting(what, f"{plan.organisation}, {plan.programme}", url)


def _reports(actor: Actor) -> Iterator[Waiting]:
    handed_in = Q(state=CostReport.State.HANDED_IN, programme__in=keys_led_by(actor))
    returned = Q(state=CostReport.State.RETURNED, organisation=actor.organisation_id)
    reports = CostReport.objects.visible_to(actor).filter(handed_in | returned)
    for report in reports.select_related("organisation", "programme").order_by("pk")[:MOST]:
        is_back = report.state == CostReport.State.RETURNED
        what = _("Correct the costs") if is_back else _("Check costs")
        url = address("budgets:report", report.programme.public_key, report.public_key)
        yield Waiting(what, f"{report.organisation}, {report.programme}", url)


def _tasks(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    for task in my_tasks(actor, on=on)[:MOST]:
        group = task.group
        url = address("groups:detail", group.programme.public_key, group.public_key)
        is_late = task.due_on is not None and task.due_on < on
        yield Waiting(_("Task"), f"{task.title}, {group}", url, is_late)


def _signatures(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    """The newest version of agreements that one's organisation is a party of, unsigned by it."""
    newer = AgreementVersion.objects.filter(
        agreement=OuterRef("agreement"), number__gt=OuterRef("number")
    )
    party = Party.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        agreement=OuterRef("agreement"),
        organisation=actor.organisation_id,
    )
    signed = Signature.objects.filter(
        version=OuterRef("pk"), party__organisation=actor.organisation_id
    )
    versions = AgreementVersion.objects.filter(~Exists(newer), Exists(party), ~Exists(signed))
    for version in versions.select_related("agreement").order_by("pk")[:MOST]:
        url = address("agreements:detail", version.agreement.public_key)
        yield Waiting(_("Sign an agreement"), version.agreement.title, url)
