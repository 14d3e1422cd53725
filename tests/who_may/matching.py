"""Matching: a part in the round is the only way in. Whoever leads opens rounds, and sees numbers.

In the round Karin is officer, Ulla offers places for Kungälv, and Rut reviews. To everybody else
there is no such round, and no such household: 404, also where there is one.
"""

import datetime as dt

from samverka.guidance.matching.models import (
    OBJECTION,
    AnswerLink,
    AuditRun,
    CaseHandOver,
    CaseHandOverItem,
    CaseTie,
    LegalGround,
    Objection,
    Part,
    PlaceFact,
    Proposal,
    Receiver,
    Scenario,
)
from samverka.guidance.matching.queries.one_case import link_hash
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_home,
    a_place,
    a_proposal,
    a_round,
    gets,
)
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from tests.people import TODAY, person

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  matching:list            200   404   404   404   404   404   404   404   404   login
GET  matching:create          200   404   404   404   404   404   404   404   404   login
POST matching:create          422   404   404   404   404   404   404   404   404   login
GET  matching:detail          200   200   404   404   200   404   200   404   404   login
GET  matching:edit            200   403   404   404   403   404   403   404   404   login
POST matching:edit            422   403   404   404   403   404   403   404   404   login
GET  matching:parts           200   403   404   404   403   404   403   404   404   login
POST matching:parts           422   403   404   404   403   404   403   404   404   login
GET  matching:end_part        405   405   405   405   405   405   405   405   405   login
POST matching:end_part        302   403   404   404   403   404   403   404   404   login
GET  matching:offers          200   200   404   404   200   404   200   404   404   login
GET  matching:offer_write     403   403   404   404   200   404   403   404   404   login
POST matching:offer_write     403   403   404   404   422   404   403   404   404   login
GET  matching:offer           200   200   404   404   200   404   200   404   404   login
GET  matching:as_newcomer     200   200   404   404   200   404   200   404   404   login
GET  matching:fact            403   403   404   404   200   404   403   404   404   login
POST matching:fact            403   403   404   404   422   404   403   404   404   login
GET  matching:fact_remove     405   405   405   405   405   405   405   405   405   login
POST matching:fact_remove     403   403   404   404   302   404   403   404   404   login
GET  matching:home            403   403   404   404   200   404   403   404   404   login
POST matching:home            403   403   404   404   422   404   403   404   404   login
GET  matching:home_edit       403   403   404   404   200   404   403   404   404   login
POST matching:home_edit       403   403   404   404   422   404   403   404   404   login
GET  matching:withdraw        403   403   404   404   200   404   403   404   404   login
POST matching:withdraw        403   403   404   404   422   404   403   404   404   login
GET  matching:take_in         403   403   404   404   200   404   403   404   404   login
POST matching:take_in         403   403   404   404   422   404   403   404   404   login
GET  matching:table_to_fill   403   403   404   404   200   404   403   404   404   login
GET  matching:cases           403   200   404   404   403   404   403   404   404   login
GET  matching:enter           403   200   404   404   403   404   403   404   404   login
POST matching:enter           403   200   404   404   403   404   403   404   404   login
GET  matching:case            404   200   404   404   404   404   404   404   404   login
GET  matching:case_edit       404   200   404   404   404   404   404   404   404   login
POST matching:case_edit       404   422   404   404   404   404   404   404   404   login
GET  matching:member          404   200   404   404   404   404   404   404   404   login
POST matching:member          404   200   404   404   404   404   404   404   404   login
GET  matching:member_edit     404   200   404   404   404   404   404   404   404   login
POST matching:member_edit     404   422   404   404   404   404   404   404   404   login
GET  matching:member_remove   405   405   405   405   405   405   405   405   405   login
POST matching:member_remove   404   302   404   404   404   404   404   404   404   login
GET  matching:needs           404   200   404   404   404   404   404   404   404   login
POST matching:needs           404   302   404   404   404   404   404   404   404   login
GET  matching:wishes          404   200   404   404   404   404   404   404   404   login
POST matching:wishes          404   302   404   404   404   404   404   404   404   login
GET  matching:grounds         404   200   404   404   404   404   404   404   404   login
POST matching:grounds         404   302   404   404   404   404   404   404   404   login
GET  matching:receiver        404   200   404   404   404   404   404   404   404   login
POST matching:receiver        404   422   404   404   404   404   404   404   404   login
GET  matching:receiver_end    405   405   405   405   405   405   405   405   405   login
POST matching:receiver_end    404   302   404   404   404   404   404   404   404   login
GET  matching:tie             404   200   404   404   404   404   404   404   404   login
POST matching:tie             404   422   404   404   404   404   404   404   404   login
GET  matching:untie           405   405   405   405   405   405   405   405   405   login
POST matching:untie           404   302   404   404   404   404   404   404   404   login
GET  matching:put_in          405   405   405   405   405   405   405   405   405   login
POST matching:put_in          404   302   404   404   404   404   404   404   404   login
GET  matching:leave           405   405   405   405   405   405   405   405   405   login
POST matching:leave           404   302   404   404   404   404   404   404   404   login
GET  matching:plans           403   200   404   404   403   404   403   404   404   login
GET  matching:plan_new        403   200   404   404   403   404   403   404   404   login
POST matching:plan_new        403   422   404   404   403   404   403   404   404   login
GET  matching:plan            403   200   404   404   403   404   403   404   404   login
GET  matching:plan_progress   403   200   404   404   403   404   403   404   404   login
GET  matching:what_if         403   200   404   404   403   404   403   404   404   login
POST matching:what_if         403   422   404   404   403   404   403   404   404   login
GET  matching:plan_household  403   200   404   404   403   404   403   404   404   login
POST matching:plan_household  403   302   404   404   403   404   403   404   404   login
GET  matching:plan_again      405   405   405   405   405   405   405   405   405   login
POST matching:plan_again      403   302   404   404   403   404   403   404   404   login
GET  matching:plan_stop       405   405   405   405   405   405   405   405   405   login
POST matching:plan_stop       403   302   404   404   403   404   403   404   404   login
GET  matching:plan_choose     405   405   405   405   405   405   405   405   405   login
POST matching:plan_choose     403   302   404   404   403   404   403   404   404   login
GET  matching:plan_delete     405   405   405   405   405   405   405   405   405   login
POST matching:plan_delete     403   302   404   404   403   404   403   404   404   login
GET  matching:plan_rooms      403   200   404   404   403   404   403   404   404   login
GET  matching:plan_four       403   200   404   404   403   404   403   404   404   login
GET  matching:plan_groups     403   200   404   404   403   404   200   404   404   login
GET  matching:audit           403   200   404   404   403   404   200   404   404   login
GET  matching:audit_file      403   200   404   404   403   404   200   404   404   login
GET  matching:audit_again     405   405   405   405   405   405   405   405   405   login
POST matching:audit_again     403   302   404   404   403   404   302   404   404   login
GET  matching:audit_check     405   405   405   405   405   405   405   405   405   login
POST matching:audit_check     403   422   404   404   403   404   422   404   404   login
GET  matching:audit_run       403   200   404   404   403   404   200   404   404   login
GET  matching:audit_stop      405   405   405   405   405   405   405   405   405   login
POST matching:audit_stop      403   302   404   404   403   404   302   404   404   login
GET  matching:decide          404   200   404   404   404   404   404   404   404   login
POST matching:decide          404   422   404   404   404   404   404   404   404   login
GET  matching:show            405   405   405   405   405   405   405   405   405   login
POST matching:show            404   422   404   404   404   404   404   404   404   login
GET  matching:on_paper        405   405   405   405   405   405   405   405   405   login
POST matching:on_paper        404   422   404   404   404   404   404   404   404   login
GET  matching:take_back       405   405   405   405   405   405   405   405   405   login
POST matching:take_back       404   422   404   404   404   404   404   404   404   login
GET  matching:find_home       405   405   405   405   405   405   405   405   405   login
POST matching:find_home       404   422   404   404   404   404   404   404   404   login
GET  matching:note_answer     405   405   405   405   405   405   405   405   405   login
POST matching:note_answer     404   422   404   404   404   404   404   404   404   login
GET  matching:reply           405   405   405   405   405   405   405   405   405   login
POST matching:reply           404   422   404   404   404   404   404   404   404   login
GET  matching:hand_over_new   404   200   404   404   404   404   404   404   404   login
POST matching:hand_over_new   404   422   404   404   404   404   404   404   404   login
GET  matching:hand_overs      403   200   404   404   200   404   403   404   404   login
GET  matching:hand_over       403   200   404   404   200   404   403   404   404   login
GET  matching:hand_over_tick  405   405   405   405   405   405   405   405   405   login
POST matching:hand_over_tick  403   302   404   404   403   404   403   404   404   login
GET  matching:hand_over_day   405   405   405   405   405   405   405   405   405   login
POST matching:hand_over_day   403   422   404   404   403   404   403   404   404   login
GET  matching:hand_over_arrive 405   405   405   405   405   405   405   405   405   login
POST matching:hand_over_arrive 403   302   404   404   302   404   403   404   404   login
GET  matching:hand_over_stay  405   405   405   405   405   405   405   405   405   login
POST matching:hand_over_stay  403   422   404   404   422   404   403   404   404   login
GET  matching:stayed          200   200   404   404   200   404   200   404   404   login
GET  matching:habits          403   403   404   404   403   404   200   404   404   login
GET  household_sentences:languages 200 200 403  403   403   403   403   200   403   login
GET  household_sentences:language 200 200 403   403   403   403   403   200   403   login
POST household_sentences:language 422 422 403   403   403   403   403   422   403   login
GET  household_sentences:write 200 200  403   403   403   403   403   200   403   login
POST household_sentences:write 422 422  403   403   403   403   403   422   403   login
GET  household_sentences:as_before 405 405 405  405   405   405   405   405   405   login
POST household_sentences:as_before 302 302 403  403   403   403   403   302   403   login
GET  household_sentences:approve_no_more 405 405 405 405 405 405  405   405   405   login
POST household_sentences:approve_no_more 302 302 403 403 403 403  403   302   403   login
GET  household_sentences:undo_approval 405 405 405 405 405 405   405   405   405   login
POST household_sentences:undo_approval 302 302 403 403 403 403   403   302   403   login
GET  matching_answer:household 200   200   200   200   200   200   200   200   200   200
POST matching_answer:household 200   200   200   200   200   200   200   200   200   200
GET  matching_answer:object   405   405   405   405   405   405   405   405   405   405
POST matching_answer:object   422   422   422   422   422   422   422   422   422   422
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def made(cast):
    """A round with its three parts."""
    matching = a_round(cast)
    gets(matching, cast.karin.user, cast.kungalv)
    gets(matching, cast.ulla.user, cast.kungalv, Part.MUNICIPALITY)
    gets(matching, cast.rut.user, cast.gr, Part.REVIEWER)
    return matching


def keys(matching):
    return {"programme_key": matching.programme.public_key, "round_key": matching.public_key}


def the_round(cast):
    return keys(made(cast))


def a_part(cast):
    matching = made(cast)
    return keys(matching) | {"key": matching.roles.order_by("pk")[0].public_key}


def an_offer(cast):
    place = a_place(made(cast), cast.kungalv)
    return keys(place.round) | {"key": place.public_key}


def a_fact(cast):
    place = a_place(made(cast), cast.kungalv)
    fact = PlaceFact.objects.create(place=place, dimension="network", code="sport")
    return keys(place.round) | {"key": place.public_key, "fact_key": fact.public_key}


def an_offered_home(cast):
    home = a_home(a_place(made(cast), cast.kungalv))
    offered = {"key": home.place.public_key, "home_key": home.public_key}
    return keys(home.place.round) | offered


def household(cast):
    case = a_case(made(cast), cast.kungalv, person("Amina", cast.kungalv), children=1)
    for kind, code in (("data_protection", "public_task"), ("secrecy", "consent")):
        LegalGround.objects.create(case=case, kind=kind, code=code, noted_on=TODAY)
    return case


def a_household(cast):
    case = household(cast)
    return keys(case.round) | {"key": case.public_key}


def a_member(cast):
    case = household(cast)
    child = case.members.get(is_adult=False)
    return keys(case.round) | {"key": case.public_key, "member_key": child.public_key}


def a_receiver(cast):
    case = household(cast)
    Receiver.objects.create(
        case=case, organisation=cast.partille, what="size", ground="consent", valid_from=TODAY
    )
    told = {"organisation_key": cast.partille.public_key, "what": "size"}
    return keys(case.round) | {"key": case.public_key} | told


def a_tie(cast):
    case = household(cast)
    other = a_case(case.round, cast.kungalv, person("Bilal", cast.kungalv))
    CaseTie.objects.create(case=case, other=other, kind=CaseTie.Kind.NEAR)
    return keys(case.round) | {"key": case.public_key, "other_key": other.public_key}


def ready(matching):
    return Scenario.objects.create(
        round=matching,
        name="Allt lika",
        state=Scenario.State.READY,
        placed=0,
        computed_at=now(),
        facts={"persons": 0, "without": 0},
    )


def a_plan(cast):
    scenario = ready(made(cast))
    return keys(scenario.round) | {"key": scenario.public_key}


def an_audit_run(cast):
    run = AuditRun.objects.create(round=made(cast), name="Allt lika")
    return keys(run.round) | {"key": run.public_key}


def a_placement(cast):
    case = household(cast)
    scenario = ready(case.round)
    return keys(case.round) | {"key": scenario.public_key, "case_key": case.public_key}


def a_sentence(cast):
    """In Arabic; Karin is an officer of a round."""
    made(cast)
    return {"language": "ar", "key": "title"}


def in_arabic(cast):
    made(cast)
    return {"language": "ar"}


def shown(cast):
    """A household's proposal, by its secret link."""
    case = household(cast)
    proposal = a_proposal(case, a_place(case.round, cast.kungalv), Proposal.State.SHOWN)
    until = TODAY + dt.timedelta(days=9)
    AnswerLink.objects.create(
        proposal=proposal, secret_hash=link_hash("hemlig"), valid_until=until
    )
    return {"token": "hemlig"}


def an_objection(cast):
    case = household(cast)
    proposal = a_proposal(case, a_place(case.round, cast.kungalv), Proposal.State.SHOWN)
    text = sealing.seal("Fel", context=OBJECTION)
    made = Objection.objects.create(proposal=proposal, text_sealed=text, made_on=TODAY)
    return keys(case.round) | {"key": case.public_key, "objection_key": made.public_key}


def a_hand_over(cast):
    case = household(cast)
    place = a_place(case.round, cast.kungalv)
    proposal = a_proposal(case, place, Proposal.State.YES, home=a_home(place))
    made = CaseHandOver.objects.create(
        proposal=proposal, receiving=cast.kungalv, move_on=TODAY, begun_on=TODAY
    )
    CaseHandOverItem.objects.create(hand_over=made, code="journey", side="sending", due_on=TODAY)
    return keys(case.round) | {"key": made.public_key}


def an_item(cast):
    return a_hand_over(cast) | {"code": "journey"}


OF = {
    programme: "list create",
    the_round: (
        "detail edit parts offers offer_write cases enter plans plan_new audit hand_overs "
        "stayed habits audit_check"
    ),
    a_plan: (
        "plan plan_progress what_if plan_again plan_stop plan_choose plan_delete plan_rooms "
        "plan_four plan_groups audit_file audit_again"
    ),
    an_audit_run: "audit_run audit_stop",
    a_placement: "plan_household",
    a_part: "end_part",
    an_offer: "offer fact home take_in table_to_fill",
    a_fact: "fact_remove",
    an_offered_home: "home_edit withdraw",
    a_household: (
        "case case_edit member needs wishes grounds receiver tie put_in leave decide show "
        "on_paper take_back find_home note_answer hand_over_new"
    ),
    an_objection: "reply",
    a_hand_over: "hand_over hand_over_day hand_over_arrive hand_over_stay",
    an_item: "hand_over_tick",
    a_member: "member_edit member_remove",
    a_receiver: "receiver_end",
    a_tie: "untie",
}
ARGUMENTS = {
    f"matching:{name}": maker for maker, names in OF.items() for name in names.split()
} | {
    "matching:as_newcomer": lambda cast: an_offer(cast) | {"language": "ar"},
    "household_sentences:languages": lambda cast: made(cast) and {},
    "household_sentences:language": in_arabic,
    "household_sentences:write": a_sentence,
    "household_sentences:as_before": a_sentence,
    "household_sentences:approve_no_more": a_sentence,
    "household_sentences:undo_approval": lambda cast: in_arabic(cast) | {"token": "inget"},
    "matching_answer:household": shown,
    "matching_answer:object": shown,
}
