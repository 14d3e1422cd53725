"""A mapping is made, answered, and read as sums."""

import numpy as np
import pytest

from samverka.development.competence import actions, queries
from samverka.development.competence.models import Area, Competence
from samverka.engine.needs.gaps import gaps, needs
from samverka.register.instruments.models import Asked, Response
from samverka.register.instruments.queries import figures
from tests.people import LONG_AGO, TODAY, person

from .factories import answered, competences, mapping, staff


def test_the_proposal_gives_24_competences_in_the_four_areas_of_the_source(cast):
    count = actions.take_in_shipped(programme=cast.programme, on=LONG_AGO, by=cast.petra)
    areas = Area.objects.filter(programme=cast.programme).values_list("name", flat=True)
    assert count == 24
    assert list(areas) == [
        "Kulturförståelse",
        "Förståelse för psykisk hälsa",
        "Samtalsmetoder och kommunikation",
        "Ledning och styrning av mångfaldsarbete",
    ]
    assert not actions.take_in_shipped(programme=cast.programme, on=LONG_AGO, by=cast.petra)


def test_a_mapping_publishes_a_question_of_each_competence_in_swedish_and_arabic(cast):
    one, other = competences(cast, "Samtal med tolk", "Klarspråk")
    staff(cast, "Amanda")
    made = mapping(cast, asks_then=True)
    form = made.round.version.form
    items = {item.name: item for item in form.walk()}
    assert made.round.version.is_published
    assert {one.item, other.item, f"t_{one.area.public_key}", "wishes", "unused"} <= set(items)
    assert [step.label["sv"] for step in items[one.item].anchors][-1] == "Kan lära andra"
    assert all("ar" in step.label for step in items[one.item].anchors)
    assert items["wishes"].label["ar"] != items["wishes"].label["sv"]


def test_those_who_work_there_in_the_function_are_asked_and_nobody_out_of_sight(cast):
    competences(cast, "Samtal med tolk")
    (amanda,) = staff(cast, "Amanda")
    staff(cast, "Bo", title="Enhetschef")
    person("Okänd", cast.kungalv)
    made = mapping(cast, functions=["handläggare"])
    assert [one.person for one in Asked.objects.filter(round=made.round)] == [amanda]
    with pytest.raises(actions.NobodyToAsk):
        mapping(cast, "Hösten", functions=["Rektor"])


def test_a_sub_project_leader_adds_those_whom_only_they_know(cast):
    competences(cast, "Samtal med tolk")
    staff(cast, "Amanda")
    made = mapping(cast)
    person("Berit", cast.kungalv)
    count = actions.ask_staff(mapping=made, organisations=[cast.kungalv], on=TODAY, by=cast.karin)
    assert count == 1


def test_levels_are_required_and_current_with_agreed_before_ones_own_word_before_answers(cast):
    one, other, _third = competences(cast, "Tolk", "Klarspråk", "Hälsa")
    amanda, berit = staff(cast, "Amanda", "Berit")
    (head,) = staff(cast, "Cecilia", title="Rektor")
    made = mapping(cast)
    answered(made, amanda, all=1)
    actions.say_own_levels(
        mapping=made, person=amanda, levels={one: 2, other: 2}, on=TODAY, by=cast.sara
    )
    actions.agree_levels(mapping=made, person=amanda, levels={one: 4}, on=TODAY, by=cast.ulla)
    found = queries.levels(made)
    row = found.persons.index(amanda.pk)
    assert found.current[row].tolist() == [4, 2, 1]
    assert np.isnan(found.current[found.persons.index(berit.pk)]).all()
    assert found.required[row].tolist() == [3, 3, 3]
    assert np.isnan(found.required[found.persons.index(head.pk)]).all()
    assert gaps(found.required, found.current)[row].tolist() == [0, 1, 2]


def test_the_newest_required_level_on_the_first_day_counts(cast):
    (one,) = competences(cast, "Tolk")
    (amanda,) = staff(cast, "Amanda")
    for day, level in ((TODAY, 4), (TODAY.replace(year=2030), 1)):
        actions.require_levels(
            programme=cast.programme,
            function=" handläggare",
            levels={one: level},
            valid_from=day,
            by=cast.petra,
        )
    assert queries.levels(mapping(cast)).required.tolist() == [[4]]
    assert amanda


def test_gaps_give_the_known_order_of_needs_and_silence_is_told_openly(cast):
    """S120: ten are asked, six answer; the need is gaps times people times weight."""
    a, b, c = competences(cast, "Tolk", "Klarspråk", "Hälsa")
    Competence.objects.filter(pk=b.pk).update(importance=3)
    people = staff(cast, *(f"Person{n}" for n in range(10)))
    made = mapping(cast)
    for one in people[:6]:
        answered(made, one, **{a.item: 2, b.item: 2, c.item: 0})
    found = queries.result(made)
    # Of six: a lacks 1, b lacks 1 with weight 3, c lacks 3 with weight 2. Of ten: times 10/6.
    told = [(row.competence, round(row.need), round(row.least)) for row in found.needs]
    assert told == [(c, 60, 36), (b, 30, 18), (a, 20, 12)]
    # The four who are silent lack nothing at the least, three levels each at the most.
    assert [round(row.most) for row in found.needs] == [60, 54, 36]
    assert (found.asked, found.done, found.share) == (10, 6, 60)
    same = queries.levels(made)
    table = needs(same.required, same.current, same.importance, same.roles)
    assert table.need.tolist() == [20, 30, 60]


def test_other_weights_on_the_page_change_the_order_and_say_what_it_was(cast, client):
    a, b = competences(cast, "Tolk", "Klarspråk")
    people = staff(cast, *(f"Person{n}" for n in range(5)))
    made = mapping(cast)
    for one in people:
        answered(made, one, **{a.item: 1, b.item: 2})
    chosen = queries.result(made, {a.pk: 1, b.pk: 3}).needs
    assert [(row.competence, row.before) for row in chosen] == [(b, 2), (a, 1)]


def test_what_fewer_than_five_answered_is_not_told_not_even_with_the_instrument(cast):
    (one,) = competences(cast, "Tolk")
    people = staff(cast, *(f"Person{n}" for n in range(4)))
    made = mapping(cast)
    for each in people:
        answered(made, each, **{one.item: 1, "wishes": "Mer om tolk"})
    found = queries.result(made)
    assert (found.needs, found.held_back, found.wishes) == ([], [one], [])
    shown = figures(made.round, is_over=True, reads_answers=True)
    assert all(item.is_held_back for item in shown.items)
    assert all("c_" not in str(row.answers) for row in Response.objects.all())
