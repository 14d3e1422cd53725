"""Setting up a programme, and its phases."""

from samverka.delivery.programmes.models import PreStudy

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  programmes:new                 200   403   403   403   403   403   403   403   403   login
POST programmes:new                 302   403   403   403   403   403   403   403   403   login
GET  programmes:set_up              200   403   403   403   403   403   403   403   404   login
GET  programmes:change              200   403   403   403   403   403   403   403   404   login
POST programmes:change              302   403   403   403   403   403   403   403   404   login
GET  programmes:partners            200   403   403   403   403   403   403   403   404   login
GET  programmes:end_participations   405   405   405   405   405   405   405   405   405   login
POST programmes:end_participations   302   403   403   403   403   403   403   403   404   login
GET  programmes:end_as_before        405   405   405   405   405   405   405   405   405   login
POST programmes:end_as_before        302   403   403   403   403   403   403   403   404   login
GET  programmes:show_contacts        405   405   405   405   405   405   405   405   405   login
POST programmes:show_contacts        302   403   403   403   403   403   403   403   404   login
GET  programmes:show_as_before       405   405   405   405   405   405   405   405   405   login
POST programmes:show_as_before       302   403   403   403   403   403   403   403   404   login
GET  programmes:add_partners        200   403   403   403   403   403   403   403   404   login
POST programmes:add_partners        422   403   403   403   403   403   403   403   404   login
GET  programmes:goals               200   403   403   403   403   403   403   403   404   login
GET  programmes:funds               200   403   403   403   403   403   403   403   404   login
GET  programmes:phases              200   403   403   403   403   403   403   403   404   login
GET  programmes:work                200   403   403   403   403   403   403   403   404   login
GET  programmes:contacts            200   403   403   403   403   403   403   403   404   login
GET  programmes:wording             200   403   403   403   403   403   403   403   404   login
POST programmes:wording             422   403   403   403   403   403   403   403   404   login
GET  programmes:background          200   403   403   403   403   403   403   403   404   login
GET  programmes:carry_over          200   403   403   403   403   403   403   403   404   login
POST programmes:carry_over          422   403   403   403   403   403   403   403   404   login
GET  programmes:decide              200   403   403   403   403   403   403   403   404   login
POST programmes:decide              422   403   403   403   403   403   403   403   404   login
GET  programmes:add_part            200   403   403   403   403   403   403   403   404   login
POST programmes:add_part            302   403   403   403   403   403   403   403   404   login
GET  programmes:change_part         200   403   403   403   403   403   403   403   404   login
POST programmes:change_part         302   403   403   403   403   403   403   403   404   login
GET  programmes:remove_part         405   405   405   405   405   405   405   405   405   login
POST programmes:remove_part         302   403   403   403   403   403   403   403   404   login
GET  programmes:restore             405   405   405   405   405   405   405   405   405   login
POST programmes:restore             404   403   403   403   403   403   403   403   404   login
GET  change_phase:phases            200   200   200   200   200   200   200   200   404   login
GET  change_phase:open              405   405   405   405   405   405   405   405   405   login
POST change_phase:open              302   403   403   403   403   403   403   403   404   login
GET  change_phase:close             405   405   405   405   405   405   405   405   405   login
POST change_phase:close             409   403   403   403   403   403   403   403   404   login
GET  change_phase:reopen            405   405   405   405   405   405   405   405   405   login
POST change_phase:reopen            409   403   403   403   403   403   403   403   404   login
GET  change_phase:to_ordinary_work  405   405   405   405   405   405   405   405   405   login
POST change_phase:to_ordinary_work  409   403   403   403   403   403   403   403   404   login
GET  change_phase:become_again      405   405   405   405   405   405   405   405   405   login
POST change_phase:become_again      302   403   403   403   403   403   403   403   404   login
GET  change_phase:meet              200   403   403   403   403   403   403   403   404   login
POST change_phase:meet              302   403   403   403   403   403   403   403   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def the_pre_study(cast):
    PreStudy.objects.get_or_create(programme=cast.programme)
    return the_programme(cast)


def the_phase(cast):
    phase, _made = cast.programme.phases.get_or_create(number="1", defaults={"name": "Uppstart"})
    return {**the_programme(cast), "number": phase.number}


def the_criterion(cast):
    the_phase(cast)
    criterion = {"kind": "exit", "number": 1, "text": "Planer finns"}
    cast.programme.phases.get().criteria.get_or_create(**criterion)
    return {**the_programme(cast), "key": "1~exit~1"}


def the_goal(cast):
    facts = {"title": "Kompetens", "owner": cast.gr}
    goal, _made = cast.programme.goals.get_or_create(number="1", defaults=facts)
    return {**the_programme(cast), "part": "mal", "key": goal.number}


def a_goal(cast):
    return {**the_programme(cast), "part": "mal"}


def its_facts(cast):
    return {"number": "2", "title": "Ett annat mål", "owner": cast.gr.pk}


def a_token(cast):
    return {"programme_key": cast.programme.public_key, "token": "nothing"}


ARGUMENTS = {
    "programmes:end_as_before": a_token,
    "programmes:show_as_before": a_token,
    **dict.fromkeys(
        [
            f"programmes:{name}"
            for name in (
                "set_up",
                "end_participations",
                "show_contacts",
                "change",
                "partners",
                "add_partners",
                "goals",
                "funds",
                "phases",
                "work",
                "contacts",
                "background",
                "carry_over",
            )
        ],
        the_programme,
    ),
    "programmes:wording": lambda cast: {**the_programme(cast), "language": "en"},
    "programmes:decide": the_pre_study,
    "programmes:add_part": a_goal,
    "programmes:change_part": the_goal,
    "programmes:remove_part": the_goal,
    "programmes:restore": lambda cast: {**the_programme(cast), "token": "ingen"},
    "change_phase:phases": the_programme,
    "change_phase:to_ordinary_work": the_programme,
    "change_phase:become_again": lambda cast: {**the_programme(cast), "kind": "project"},
    **dict.fromkeys(["change_phase:open", "change_phase:close", "change_phase:reopen"], the_phase),
    "change_phase:meet": the_criterion,
}
DATA = {
    "programmes:new": lambda cast: {"name": "Ett nytt", "kind": "project"},
    "programmes:change": lambda cast: {"name": "Ett annat namn", "kind": "project"},
    "programmes:add_part": its_facts,
    "programmes:change_part": its_facts,
    "change_phase:meet": lambda cast: {"met_on": "2026-03-01", "evidence": "Protokoll 3"},
}
