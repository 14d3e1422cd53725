"""Two who send the same thing at the same moment: it is done once, and both get an answer.

Each stands at a page of their own, as it was before; only PostgreSQL lets both in at once.
"""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from samverka.delivery.budgets.models import CostReport
from samverka.delivery.budgets.tests.test_accounts import add as add_cost
from samverka.delivery.companies.models import Company, ProgrammeCompany
from samverka.delivery.companies.tests.factories import company
from samverka.delivery.groups.models import Group, Meeting, Term
from samverka.delivery.groups.tests.factories import group, seat
from samverka.delivery.plans.actions import send_plan
from samverka.delivery.plans.models import Plan, StartPoint
from samverka.delivery.plans.tests.factories import plan_of
from samverka.delivery.programmes.models import Gate, Goal, Phase, Programme
from samverka.delivery.questions.models import DeskRule
from samverka.delivery.working_time.models import Allocation
from samverka.development.methods.models import Method
from samverka.register.agreements.models import Agreement, Signature
from samverka.register.agreements.tests.factories import agreement_of
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Merge
from tests.people import Cast, person

# Who sends it, where to, what, and how many there are of what when both have.
Sent = tuple[str, str, dict, Callable[[], int]]


def within(cast: Cast, address: str, *keys) -> str:
    return reverse(address, args=[cast.programme.public_key, *keys])


def a_signature(cast: Cast) -> Sent:
    keys = [agreement_of(cast).public_key, cast.kungalv.public_key]
    typed = {"signed_on": "2026-03-16", "function": "Chef"}
    return "karin", reverse("agreements:sign", args=keys), typed, Signature.objects.count


def an_agreement(cast: Cast) -> Sent:
    typed = {"title": "Överenskommelsen"}
    return "petra", reverse("agreements:create"), typed, Agreement.objects.count


def an_approval(cast: Cast) -> Sent:
    plan = plan_of(cast, cast.karin, "Språkcafé")
    send_plan(plan=plan, by=cast.karin)
    approved = Plan.objects.filter(state="approved")
    return "petra", within(cast, "plans:approve", plan.public_key), {}, approved.count


def a_plan(cast: Cast) -> Sent:
    return "karin", within(cast, "plans:start_plan"), {}, Plan.objects.count


def usual_points(cast: Cast) -> Sent:
    def fours() -> int:
        return StartPoint.objects.count() // 4

    return "petra", within(cast, "plans:use_usual"), {}, fours


def a_cost_report(cast: Cast) -> Sent:
    add_cost(cast)
    url = within(cast, "budgets:hand_in", cast.kungalv.public_key)
    return "karin", url, {"until": "2026-03-16"}, CostReport.objects.count


def a_merge(cast: Cast) -> Sent:
    keys = [person("Amanda", cast.kungalv).public_key for _ in range(2)]
    return "karin", reverse("merge_persons:merge", args=keys), {}, Merge.objects.count


def a_gate(cast: Cast) -> Sent:
    phase = Phase.objects.create(programme=cast.programme, number="1", name="Genomförande")
    typed = {"phase": phase.number, "decided_by": "Styrgruppen"}
    return "petra", within(cast, "programmes:add_part", "beslut"), typed, Gate.objects.count


def a_goal(cast: Cast) -> Sent:
    typed = {"number": "1", "title": "Språk", "owner": cast.gr.pk}
    return "petra", within(cast, "programmes:add_part", "mal"), typed, Goal.objects.count


def a_method(cast: Cast) -> Sent:
    return "karin", within(cast, "methods:add"), {"name": "Språkvän"}, Method.objects.count


def a_company(cast: Cast) -> Sent:
    typed = {"name": "Exempelbolaget", "org_number": "556000-0001"}
    return "olga", within(cast, "companies:create"), typed, Company.objects.count


def a_group(cast: Cast) -> Sent:
    typed = {"name": "Styrgruppen", "kind": "steering", "convener": cast.gr.pk}
    return "petra", within(cast, "groups:create"), typed, Group.objects.count


def a_meeting(cast: Cast) -> Sent:
    url = within(cast, "groups:meeting_create", group(cast).public_key)
    return "petra", url, {"held_on": "2026-04-01"}, Meeting.objects.count


def a_term(cast: Cast) -> Sent:
    place = seat(cast, group(cast), cast.kungalv)
    typed = {"organisation": cast.kungalv.pk, "valid_from": "2026-03-16"}
    return "karin", within(cast, "groups:seat_member", place.public_key), typed, Term.objects.count


def a_rule(cast: Cast) -> Sent:
    typed = {"subject": "outside", "days": "90", "source": "Beslut", "valid_from": "2026-03-16"}
    return "petra", within(cast, "questions:rules"), typed, DeskRule.objects.count


def an_organisation(cast: Cast) -> Sent:
    named = Organisation.objects.filter(name="Nybyggda kommun")
    typed = {"name": "Nybyggda kommun", "kind": "municipality"}
    return "petra", reverse("partners:create"), typed, named.count


def two_programmes(cast: Cast) -> Sent:
    """Those are two, and each has an address of its own."""

    def pairs() -> int:
        made = Programme.objects.filter(name="Öppna dörrar")
        return len(set(made.values_list("slug", flat=True))) - 1

    typed = {"name": "Öppna dörrar", "kind": "project"}
    return "petra", reverse("programmes:new"), typed, pairs


def a_share(cast: Cast) -> Sent:
    amanda = person("Amanda", cast.kungalv)
    typed = {"person": amanda.public_key, "function": "Coach", "share": "50"}
    typed |= {"valid_from": "2026-03-01"}
    url = within(cast, "working_time:allocate")
    return "karin", url, typed, Allocation.objects.count


def a_deed_for_several(cast: Cast) -> Sent:
    """Both lock the same rows, whatever order they are ticked in."""
    works = [company(cast, name) for name in ("Ett", "Två", "Tre")]
    typed = {"row": [work.public_key for work in works], "function": "Näringslivsenheten"}
    changed = ProgrammeCompany.objects.filter(contact_function="Näringslivsenheten")
    return "petra", within(cast, "companies:hand_over"), typed, lambda: changed.count() - 2


ALL = (
    a_company,
    a_cost_report,
    a_deed_for_several,
    a_gate,
    a_goal,
    a_group,
    a_meeting,
    a_merge,
    a_method,
    a_plan,
    a_rule,
    a_share,
    a_signature,
    a_term,
    an_agreement,
    an_approval,
    an_organisation,
    two_programmes,
    usual_points,
)


def send_twice(cast: Cast, who: str, url: str, typed: dict) -> list[int]:
    together, answers = threading.Barrier(2), []

    def send():
        client = Client(raise_request_exception=False)
        client.force_login(cast.actor(who).user)
        together.wait()
        try:
            answers.append(client.post(url, typed).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    return answers


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ALL, ids=lambda what: what.__name__)
def test_what_two_send_at_once_is_done_once_and_both_are_answered(cast, what):
    who, url, typed, count = what(cast)
    answers = send_twice(cast, who, url, typed)
    assert max(answers) < 500, answers
    assert count() == 1
