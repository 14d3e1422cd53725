import datetime as dt

import pytest

from samverka.foundation.audit.models import Event
from samverka.register.partners import actions
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import alike, units_in_order, with_units
from tests.people import TODAY

NUMBER = "222000-9993"


def unit(cast, name="Vuxenutbildningen", of=None, **facts):
    return actions.add_unit(organisation=of or cast.kungalv, name=name, by=cast.petra, **facts)


def test_a_unit_lies_in_the_municipality_of_its_organisation_unless_another_is_said(cast):
    assert unit(cast).municipality == cast.kungalv.municipality
    elsewhere = unit(cast, "Filialen", municipality=cast.partille.municipality)
    assert elsewhere.municipality == cast.partille.municipality


def test_two_organisations_cannot_have_one_name_or_one_number(cast):
    add = actions.add_organisation
    add(name="Stiftelsen", kind="other", org_number=NUMBER, by=cast.petra)
    with pytest.raises(actions.NameTaken, match="Stiftelsen"):
        add(name="Stiftelsen", kind="association", by=cast.petra)
    with pytest.raises(actions.NumberTaken, match="Stiftelsen has this"):
        add(name="En annan", kind="association", org_number=NUMBER, by=cast.petra)


def test_units_of_different_organisations_may_have_the_same_name(cast):
    unit(cast)
    assert unit(cast, of=cast.partille).name == "Vuxenutbildningen"
    with pytest.raises(actions.NameTaken, match="Kungälv kommun has a unit"):
        unit(cast)


def test_there_are_three_levels_and_no_more(cast):
    department = unit(cast)
    below = unit(cast, "Enheten", of=department)
    with pytest.raises(actions.TooDeep):
        unit(cast, "Arbetslaget", of=below)


def test_a_unit_moves_on_a_day_and_where_it_was_is_kept(cast):
    school = unit(cast)
    actions.move_unit(unit=school, to=cast.partille, on=TODAY, by=cast.petra)
    school.refresh_from_db()
    assert school.part_of == cast.partille
    move = school.moves.get()
    assert (move.was_part_of, move.moved_on) == (cast.kungalv, TODAY)
    with pytest.raises(actions.MovedAfterThat, match="2026-03-17"):
        actions.move_unit(unit=school, to=cast.kungalv, on=TODAY, by=cast.petra)


def test_nothing_is_part_of_itself_or_of_its_own_units(cast):
    department = unit(cast)
    below = unit(cast, "Enheten", of=department)
    for place in (department, below):
        with pytest.raises(actions.PartOfItself):
            actions.move_unit(unit=department, to=place, on=TODAY, by=cast.petra)


def test_what_has_units_does_not_move_where_they_would_be_too_deep(cast):
    department = unit(cast)
    unit(cast, "Enheten", of=department)
    with pytest.raises(actions.TooDeep):
        actions.move_unit(unit=department, to=unit(cast, "Två"), on=TODAY, by=cast.petra)


def test_an_organisation_closes_after_its_units_and_opens_again(cast):
    school = unit(cast)
    with pytest.raises(actions.HasOpenUnits, match="1 unit of Kungälv kommun is open"):
        actions.close_organisation(organisation=cast.kungalv, on=TODAY, by=cast.petra)
    actions.close_many(organisations=[cast.kungalv, school], on=TODAY, by=cast.petra)
    assert set(Organisation.objects.filter(valid_to=TODAY)) == {cast.kungalv, school}
    actions.reopen_many(organisations=[school], by=cast.petra)
    school.refresh_from_db()
    assert school.valid_to is None


def test_a_correction_says_in_the_trail_what_was_changed(cast):
    values = {"name": "Kungälvs kommun", "kind": "municipality", "org_number": NUMBER}
    actions.correct_organisation(organisation=cast.kungalv, values=values, by=cast.petra)
    told = Event.objects.get(verb="partners.organisation_corrected")
    assert told.fields == ["name", "org_number"]


def test_names_that_are_written_alike_are_found_before_one_adds(cast):
    assert alike("Kungälvs kommun")[0] == cast.kungalv
    assert alike("Räddningstjänsten") == []


def test_the_units_of_an_organisation_stand_under_what_they_are_part_of(cast):
    second, first = unit(cast, "Socialförvaltningen"), unit(cast, "Bildning")
    below = unit(cast, "Sfi", of=first)
    assert units_in_order(cast.kungalv) == [(0, first), (1, below), (0, second)]
    assert set(with_units(cast.kungalv)) == {cast.kungalv, first, below, second}


def test_a_day_of_closing_is_the_first_day_as_closed(cast):
    actions.close_organisation(
        organisation=cast.partille, on=TODAY + dt.timedelta(days=1), by=cast.petra
    )
    assert cast.partille.valid_to == TODAY + dt.timedelta(days=1)
