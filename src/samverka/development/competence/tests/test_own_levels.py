"""A person reads, corrects and takes out their own; a manager sees what was agreed, no more."""

import pytest
from django.urls import reverse

from samverka.development.competence import actions, queries
from samverka.development.competence.models import AgreedLevel
from tests.people import TODAY, person

from .factories import an_account, answered, competences, mapping, staff


def in_mapping(cast):
    one, other = competences(cast, "Samtal med tolk", "Klarspråk")
    sara = an_account(cast, staff(cast, "Sara")[0], cast.sara)
    made = mapping(cast)
    answered(made, sara, **{one.item: 1, other.item: 4, "wishes": "Mer om samtal med barn"})
    return made, sara, one, other


def address(made, name, *more):
    return reverse(f"competence:{name}", args=[made.programme.public_key, made.public_key, *more])


def test_whoever_answered_reads_corrects_and_takes_out_all_of_it(cast, client):
    """S123, the person."""
    made, sara, one, other = in_mapping(cast)
    client.force_login(cast.sara.user)
    page = client.get(reverse("my_competence:mine")).content.decode()
    assert "Samtal med tolk" in page
    assert "Mer om samtal med barn" in page
    correct = reverse("my_competence:correct", args=[made.public_key])
    client.post(correct, {one.item: "3", other.item: "4"})
    rows = queries.own_of(made, sara).rows
    assert [(row.answered, row.own, row.now) for row in rows] == [(1, 3, 3), (4, None, 4)]
    export = reverse("my_competence:export", args=[made.public_key])
    csv = client.get(f"{export}?format=csv").content.decode()
    assert "Samtal med tolk" in csv
    assert "Mer om samtal med barn" in csv
    assert client.get(export).status_code == 200


def test_a_manager_sees_the_agreed_level_only(cast, client):
    """S123, the manager."""
    made, sara, one, _other = in_mapping(cast)
    client.force_login(cast.ulla.user)
    page = client.get(address(made, "unit")).content.decode()
    assert "Sara Exempel" in page
    assert "Mer om samtal med barn" not in page
    talk = client.get(address(made, "talk", sara.public_key)).content.decode()
    assert "selected>" not in talk.replace('value="" selected>', "")
    assert queries.unit_of(cast.ulla, made).rows[0][1][0][1].agreed is None
    client.post(address(made, "talk", sara.public_key), {one.item: "2"})
    (_competence, ((_person, cell),)), *_rest = queries.unit_of(cast.ulla, made).rows
    assert (cell.agreed, cell.required, cell.lacks) == (2, 3, True)


def test_the_matrix_holds_ones_own_unit_and_protected_persons_by_the_access_list_alone(cast):
    """S124: one matrix of people and competences."""
    competences(cast, "Samtal med tolk")
    amanda, hidden = staff(cast, "Amanda", "Hemlig")
    elsewhere = person("Partille", cast.partille, cast.gr)
    made = mapping(cast, organisations=[cast.kungalv, cast.partille])
    hidden.is_protected = True
    hidden.save()
    seen = [one for one, _title in queries.unit_of(cast.ulla, made).people]
    assert seen == [amanda]
    assert elsewhere not in seen


def test_a_level_that_stands_keeps_its_day_and_one_can_be_taken_away(cast):
    made, sara, one, other = in_mapping(cast)
    actions.agree_levels(
        mapping=made, person=sara, levels={one: 2, other: 3}, on=TODAY, by=cast.ulla
    )
    later = TODAY.replace(month=4)
    actions.agree_levels(
        mapping=made, person=sara, levels={one: 2, other: None}, on=later, by=cast.ulla
    )
    (left,) = AgreedLevel.objects.all()
    assert (left.competence, left.level, left.agreed_on) == (one, 2, TODAY)


def test_nobody_is_given_a_level_who_was_not_asked(cast):
    made, _sara, one, _other = in_mapping(cast)
    with pytest.raises(actions.NotAsked):
        actions.agree_levels(
            mapping=made,
            person=person("Berit", cast.kungalv),
            levels={one: 1},
            on=TODAY,
            by=cast.ulla,
        )
