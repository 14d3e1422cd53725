from django.urls import path

from samverka.guidance.matching.views import (
    after,
    audit,
    cases,
    groups,
    offer_sheets,
    offers,
    one_case,
    rounds,
    scenarios,
)

app_name = "matching"
ROUND = "<str:round_key>/"
OFFERS = f"{ROUND}erbjudanden/"
OFFER = f"{OFFERS}<str:key>/"
CASES = f"{ROUND}hushall/"
PLANS = f"{ROUND}planer/"
PLAN = f"{PLANS}<str:key>/"
AUDIT = f"{ROUND}granskning/"
CASE = f"{CASES}<str:key>/"
HAND_OVERS = f"{ROUND}overlamningar/"
HAND_OVER = f"{HAND_OVERS}<str:key>/"
urlpatterns = [
    path("", rounds.round_list, name="list"),
    path("ny/", rounds.create, name="create"),
    path(ROUND, rounds.detail, name="detail"),
    path(f"{ROUND}andra/", rounds.edit, name="edit"),
    path(f"{ROUND}roller/", rounds.parts, name="parts"),
    path(f"{ROUND}roller/<str:key>/avsluta/", rounds.end_part, name="end_part"),
    path(OFFERS, offers.offer_list, name="offers"),
    path(f"{OFFERS}vart/", offers.write, name="offer_write"),
    path(OFFER, offers.offer, name="offer"),
    path(f"{OFFER}som-nyanland/<str:language>/", offers.as_newcomer, name="as_newcomer"),
    path(f"{OFFER}uppgift/", offers.add_fact, name="fact"),
    path(f"{OFFER}uppgift/<str:fact_key>/ta-bort/", offers.remove_fact, name="fact_remove"),
    path(f"{OFFER}bostad/", offers.add_home, name="home"),
    path(f"{OFFER}bostad/<str:home_key>/", offers.edit_home, name="home_edit"),
    path(f"{OFFER}bostad/<str:home_key>/ta-tillbaka/", offers.withdraw_home, name="withdraw"),
    path(f"{OFFER}las-in/", offer_sheets.take_in, name="take_in"),
    path(f"{OFFER}mall/", offer_sheets.table_to_fill, name="table_to_fill"),
    path(CASES, cases.case_list, name="cases"),
    path(f"{CASES}nytt/", cases.enter, name="enter"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}andra/", cases.edit, name="case_edit"),
    path(f"{CASE}medlem/", cases.member, name="member"),
    path(f"{CASE}medlem/<str:member_key>/", cases.edit_member, name="member_edit"),
    path(f"{CASE}medlem/<str:member_key>/ta-bort/", cases.remove_member, name="member_remove"),
    path(f"{CASE}behov/", cases.needs, name="needs"),
    path(f"{CASE}onskemal/", cases.wishes, name="wishes"),
    path(f"{CASE}grunder/", cases.grounds, name="grounds"),
    path(f"{CASE}mottagare/", cases.receiver, name="receiver"),
    path(
        f"{CASE}mottagare/<str:organisation_key>/<slug:what>/avsluta/",
        cases.end_receiver,
        name="receiver_end",
    ),
    path(f"{CASE}hor-ihop/", cases.tie, name="tie"),
    path(f"{CASE}hor-ihop/<str:other_key>/ta-bort/", cases.untie, name="untie"),
    path(f"{CASE}med/", cases.put_in, name="put_in"),
    path(f"{CASE}lamna/", cases.leave, name="leave"),
    path(f"{CASE}beslut/", one_case.decide, name="decide"),
    path(f"{CASE}beslut/visa/", one_case.show, name="show"),
    path(f"{CASE}beslut/papper/", one_case.on_paper, name="on_paper"),
    path(f"{CASE}beslut/ta-tillbaka/", one_case.take_back, name="take_back"),
    path(f"{CASE}beslut/bostad/", one_case.find_home, name="find_home"),
    path(f"{CASE}beslut/svar/", one_case.note_answer, name="note_answer"),
    path(f"{CASE}beslut/invandning/<str:objection_key>/", one_case.reply, name="reply"),
    path(f"{CASE}overlamning/", after.begin, name="hand_over_new"),
    path(HAND_OVERS, after.hand_overs, name="hand_overs"),
    path(HAND_OVER, after.hand_over, name="hand_over"),
    path(f"{HAND_OVER}klart/<slug:code>/", after.tick, name="hand_over_tick"),
    path(f"{HAND_OVER}dag/", after.day, name="hand_over_day"),
    path(f"{HAND_OVER}framme/", after.arrive, name="hand_over_arrive"),
    path(f"{HAND_OVER}kvar/", after.note_stay, name="hand_over_stay"),
    path(f"{ROUND}bor-kvar/", after.stayed, name="stayed"),
    path(f"{ROUND}hur-det-beslutas/", after.habits, name="habits"),
    path(PLANS, scenarios.plan_list, name="plans"),
    path(f"{PLANS}nytt/", scenarios.create, name="plan_new"),
    path(PLAN, scenarios.plan, name="plan"),
    path(f"{PLAN}framsteg/", scenarios.progress, name="plan_progress"),
    path(f"{PLAN}prova/", scenarios.what_if, name="what_if"),
    path(f"{PLAN}hushall/<str:case_key>/", scenarios.household, name="plan_household"),
    path(f"{PLAN}berakna/", scenarios.compute_again, name="plan_again"),
    path(f"{PLAN}stoppa/", scenarios.stop, name="plan_stop"),
    path(f"{PLAN}valj/", scenarios.choose, name="plan_choose"),
    path(f"{PLAN}ta-bort/", scenarios.delete, name="plan_delete"),
    path(f"{PLAN}grupper/", groups.groups, name="plan_groups"),
    path(f"{PLAN}rum/", groups.rooms, name="plan_rooms"),
    path(f"{PLAN}fyra/", groups.four, name="plan_four"),
    path(AUDIT, audit.scenario_list, name="audit"),
    path(f"{AUDIT}fil/", audit.check_file, name="audit_check"),
    path(f"{AUDIT}korning/<str:key>/", audit.run, name="audit_run"),
    path(f"{AUDIT}korning/<str:key>/stoppa/", audit.stop, name="audit_stop"),
    path(f"{AUDIT}<str:key>/fil/", audit.file, name="audit_file"),
    path(f"{AUDIT}<str:key>/igen/", audit.again, name="audit_again"),
]
