"""Everything a programme is made of is set, found again, corrected and taken away alike."""

import datetime as dt

import pytest

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import (
    AreaPart,
    Contact,
    Finding,
    Goal,
    Measure,
    MeasurePart,
    Programme,
    ProgrammeLink,
)
from samverka.foundation.audit.models import Event
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Agreement, Commitment

DAY = dt.date(2025, 9, 1)


@pytest.fixture
def setter(cast):
    """Calls an action for the programme, by Petra, and returns the thing."""

    def call(action, **facts):
        return action(**facts, by=cast.petra).thing

    return call


@pytest.fixture
def goal(cast, setter):
    return setter(
        actions.set_goal,
        programme=cast.programme,
        number="1",
        title="Kompetens",
        owner=cast.gr,
        parent=None,
    )


@pytest.fixture
def measure(cast, setter, goal):
    return setter(
        actions.set_measure,
        programme=cast.programme,
        goal=goal,
        code="dagar",
        title="Dagar",
        definition="Dagar där någon var med",
        unit=Measure.Unit.DAYS,
        counts="",
        target=10,
        target_is_limit=True,
    )


def test_a_programme_tells_when_its_facts_last_changed(cast, setter, goal):
    before = Programme.objects.get().changed_at
    phase = setter(
        actions.set_phase,
        programme=cast.programme,
        number="1",
        name="Uppstart",
        starts_on=None,
        ends_on=None,
    )
    after_phase = Programme.objects.get().changed_at
    setter(actions.set_criterion, phase=phase, kind="entry", number=1, text="Planer finns")
    assert before < after_phase < Programme.objects.get().changed_at


def test_setting_what_is_there_already_leaves_the_day_of_change(cast, goal):
    before = Programme.objects.get().changed_at
    actions.set_goal(
        programme=cast.programme,
        number="1",
        title="Kompetens",
        owner=cast.gr,
        parent=None,
        by=cast.petra,
    )
    assert Programme.objects.get().changed_at == before


def test_a_theme_left_out_is_no_longer_the_programmes(cast, setter):
    sfi = setter(actions.set_theme, slug="sfi", name="Sfi")
    school = setter(actions.set_theme, slug="gymnasiet", name="Gymnasieskolan")
    facts = {
        "slug": "invast",
        "name": "InVäst",
        "summary": "",
        "owner": cast.gr,
        "starts_on": None,
        "ends_on": None,
        "extended_to": None,
        "moved_years": 0,
    }
    setter(actions.set_programme, **facts, themes=[sfi, school])
    outcome = actions.set_programme(**facts, themes=[sfi], by=cast.petra)
    assert outcome.changes == {"themes": ("Gymnasieskolan, Sfi", "Sfi")}
    assert list(Programme.objects.get(slug="invast").themes.all()) == [sfi]


def test_a_gate_keeps_its_decision_when_the_file_does_not_tell_it(cast, setter):
    phase = setter(
        actions.set_phase,
        programme=cast.programme,
        number="2",
        name="Genomförande",
        starts_on=None,
        ends_on=None,
    )
    setter(actions.set_gate, phase=phase, decided_by="ESF", outcome="approved", decided_on=DAY)
    gate = setter(actions.set_gate, phase=phase, decided_by="Svenska ESF-rådet")
    assert (gate.outcome, gate.decided_on) == ("approved", DAY)


def test_the_cell_of_a_common_area_is_one(cast, setter):
    area = setter(
        actions.set_area,
        programme=cast.programme,
        number="3",
        title="Språkutveckling",
        is_common=True,
    )
    for text in ("Kurser", "Kurser och stöd"):
        setter(actions.set_area_part, area=area, sub_region=None, responsible=cast.gr, text=text)
    assert AreaPart.objects.get().text == "Kurser och stöd"


def test_findings_links_and_fields_know_their_programme(cast, setter):
    grint = Programme.objects.create(slug="grint", name="GRINT", owner=cast.gr)
    setter(
        actions.set_link,
        earlier=grint,
        later=cast.programme,
        kind=ProgrammeLink.Kind.BUILDS_ON,
    )
    lesson = setter(
        actions.set_finding, programme=grint, number=1, kind="lesson", text="Börja med språket"
    )
    setter(
        actions.set_finding,
        programme=cast.programme,
        number=1,
        kind=Finding.Kind.HYPOTHESIS,
        text="Börja med språket",
        taken_from=lesson,
    )
    setter(actions.set_field, programme=cast.programme, name="Vård", number=1, coordinator=cast.gr)
    setter(actions.set_pre_study, programme=grint, question="Går det?", recommendation="Ja")
    setter(actions.set_open_point, programme=grint, number=1, text="När började det?")
    actions.set_source_notes(programme=grint, notes={"period": ("S19", "")}, by=cast.petra)
    assert lesson.taken_up_as.get().programme == cast.programme


def test_a_function_is_held_by_somebody_and_by_a_stand_in_meanwhile(cast, setter):
    contact = setter(
        actions.set_contact,
        programme=cast.programme,
        organisation=cast.kungalv,
        function="Samordnare",
        valid_from=None,
    )
    actions.staff_contact(
        contact=contact,
        holder=cast.karin.user,
        stand_in=cast.sara.user,
        away_until=dt.date(2026, 4, 1),
        by=cast.petra,
    )
    assert Contact.objects.get().stand_in == cast.sara.user


@pytest.fixture
def parts(cast, setter, measure):
    """A measure divided on a sub-region with two municipalities, and a function for its goal."""
    region = setter(
        actions.set_sub_region, programme=cast.programme, name="Norra", lead=cast.kungalv
    )
    setter(
        actions.set_measure_part,
        measure=measure,
        number=1,
        title="Norra delen",
        target=6,
        sub_region=region,
        municipalities=Municipality.objects.filter(code__in=["1482", "1402"]),
    )
    setter(
        actions.set_contact,
        programme=cast.programme,
        organisation=cast.gr,
        function="Processledare",
        goal=measure.goal,
        valid_from=DAY,
    )


def test_a_goal_taken_away_is_put_back_with_all_that_hung_on_it(cast, parts, goal):
    kept = actions.remove_fact(fact=goal, by=cast.petra)
    assert not Measure.objects.exists()
    assert Contact.objects.get().goal is None
    actions.restore_facts(programme=cast.programme, kept=kept, by=cast.petra)
    assert Measure.objects.get().target_is_limit
    part = MeasurePart.objects.get()
    assert {place.code for place in part.municipalities.all()} == {"1482", "1402"}
    assert Contact.objects.get().goal == Goal.objects.get()
    assert [event.verb for event in Event.objects.order_by("-pk")[:2]] == [
        "programmes.fact_restored",
        "programmes.fact_removed",
    ]


def test_a_goal_works_on_a_commitment_once(cast, setter, goal):
    agreement = Agreement.objects.create(
        title="Samverkansavtal", kind=Agreement.Kind.values[0], keeper=cast.gr
    )
    commitment = Commitment.objects.create(agreement=agreement, number="1", text="Mötas")
    for _again in range(2):
        actions.set_goal_commitment(goal=goal, commitment=commitment, by=cast.petra)
    assert goal.commitments.count() == 1


def test_a_fund_of_the_catalogue_pays_without_being_changed(cast, setter):
    fund = setter(actions.set_fund, code="esf", name="ESF", administered_by="ESF-rådet")
    paying = actions.add_fund(
        programme=cast.programme,
        fund=fund,
        new_name="",
        administered_by="",
        reference="2018/1",
        by=cast.petra,
    ).thing
    assert (paying.fund.administered_by, paying.reference) == ("ESF-rådet", "2018/1")
