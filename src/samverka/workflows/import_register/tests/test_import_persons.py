"""Staff from a table: who is new, who is there already, what is corrected, and all or none."""

import datetime as dt

import pytest

from samverka.register.imports.models import Import, ImportRow
from samverka.register.partners.actions import add_unit
from samverka.register.partners.models import Appointment
from samverka.register.people import identity
from samverka.register.people.actions import protect, register_person
from samverka.register.people.models import KnownTo, Person, Position
from samverka.workflows.import_register import actions
from tests.people import LONG_AGO, TODAY, person

from .sending import decided, file, looked_through, outcomes, problems, table, written

pytestmark = pytest.mark.django_db
State = Import.State

AMANDA = ["Amanda", "Påhitt", "198906302396", "amanda@example.org", "Socialsekreterare"]
OMID = ["Omid", "Testsson", "", "omid@example.org", "Lärare"]


def named(name: str) -> Person:
    return Person.objects.get(given_name=name)


def test_nothing_is_written_before_it_is_confirmed(cast):
    batch = looked_through(table(AMANDA, OMID), by=cast.karin)
    assert (batch.state, outcomes(batch)) == (State.READY, ["new", "new"])
    assert not Person.objects.exists()


def test_those_who_are_new_are_written_with_function_number_and_employer(cast):
    written(looked_through(table(AMANDA, OMID), by=cast.karin), by=cast.karin)
    amanda = named("Amanda")
    assert identity.opened(amanda.identity_sealed).number == "19890630-2396"
    assert amanda.email == "amanda@example.org"
    function = amanda.positions.get()
    assert (function.title, function.organisation) == ("Socialsekreterare", cast.kungalv)
    assert KnownTo.objects.filter(person=amanda, organisation=cast.kungalv).exists()


def test_the_same_file_twice_changes_nothing(cast):
    written(looked_through(table(AMANDA, OMID), by=cast.karin), by=cast.karin)
    again = looked_through(table(AMANDA, OMID), by=cast.karin)
    assert outcomes(again) == ["same", "same"]
    written(again, by=cast.karin)
    assert (Person.objects.count(), Position.objects.count()) == (2, 2)


def test_what_is_corrected_is_told_from_and_to_and_an_empty_cell_leaves_what_is_there(cast):
    written(looked_through(table(AMANDA), by=cast.karin), by=cast.karin)
    row = ["Amanda", "Övning", "198906302396", "", "Socialsekreterare"]
    batch = looked_through(table(row), by=cast.karin)
    assert outcomes(batch) == ["ask"], "Half another name for the number is asked about"
    batch = decided(batch, {"2": named("Amanda").public_key}, by=cast.karin)
    assert batch.rows.get().said["changes"] == [["Family name", "Påhitt", "Övning"]]
    written(batch, by=cast.karin)
    amanda = named("Amanda")
    assert (amanda.family_name, amanda.email) == ("Övning", "amanda@example.org")


def test_another_function_of_somebody_who_is_there_is_added(cast):
    written(looked_through(table(AMANDA), by=cast.karin), by=cast.karin)
    batch = looked_through(table([*AMANDA[:4], "Kurator"]), by=cast.karin)
    assert outcomes(batch) == ["changed"]
    written(batch, by=cast.karin)
    titles = named("Amanda").positions.values_list("title", flat=True)
    assert sorted(titles) == ["Kurator", "Socialsekreterare"]


def test_two_rows_of_one_person_are_one_person_with_two_functions(cast):
    batch = looked_through(table(AMANDA, [*AMANDA[:4], "Kurator"], AMANDA), by=cast.karin)
    assert outcomes(batch) == ["new", "changed", "same"]
    assert batch.rows.get(number=4).said["notes"] == ["The same as row 2."]
    written(batch, by=cast.karin)
    assert named("Amanda").positions.count() == 2


def test_two_rows_of_one_number_that_say_different_things_are_wrong(cast):
    other = ["Amanda", "Påhitt", "198906302396", "annan@example.org", "Socialsekreterare"]
    batch = looked_through(table(AMANDA, other), by=cast.karin)
    assert outcomes(batch) == ["new", "wrong"]
    assert problems(batch)[0][0] == "D3"
    assert "Row 2 is the same person" in problems(batch)[0][1]


def test_a_row_that_is_wrong_stops_the_whole(cast):
    batch = looked_through(table(AMANDA, ["Omid", "", "", "omid@", ""]), by=cast.karin)
    assert outcomes(batch) == ["new", "wrong"]
    assert [where for where, _ in problems(batch)] == ["B3", "D3", "E3"]
    with pytest.raises(actions.RowsAreWrong, match="1 row is wrong, so nothing was written"):
        actions.confirm(batch=batch, by=cast.karin)
    assert not Person.objects.exists()


def test_a_likely_double_is_decided_by_somebody(cast):
    made = register_person(
        given_name="Mohamed",
        family_name="Testsson",
        employer=cast.kungalv,
        title="Lärare",
        on=LONG_AGO,
        by=cast.karin,
    )
    row = ["Muhammad", "Testsson", "", "", "Lärare"]
    batch = looked_through(table(row), by=cast.karin)
    assert outcomes(batch) == ["ask"]
    with pytest.raises(actions.RowsAreUndecided, match="Decide it first"):
        actions.confirm(batch=batch, by=cast.karin)
    assert outcomes(decided(batch, {"2": made.public_key}, by=cast.karin)) == ["changed"]
    assert outcomes(decided(batch, {"2": "new"}, by=cast.karin)) == ["new"]


def test_nobody_learns_that_somebody_is_known_to_another(cast):
    """Decision 2: a likely double across organisations is made, and joined later."""
    register_person(
        given_name="Amanda",
        family_name="Påhitt",
        email="amanda@example.org",
        number=identity.read("198906302396", on=TODAY),
        employer=cast.partille,
        title="Kurator",
        on=LONG_AGO,
        by=cast.eve,
    )
    batch = looked_through(table(AMANDA), by=cast.karin)
    assert outcomes(batch) == ["new"]
    written(batch, by=cast.karin)
    assert Person.objects.filter(given_name="Amanda").count() == 2


def test_a_protected_person_is_found_by_those_on_the_list_only(cast):
    hidden = person("Amanda", cast.kungalv)
    hidden.email = "amanda@example.org"
    hidden.save()
    protect(person=hidden, access=[cast.ulla.user], reason="", on=TODAY, by=cast.ulla)
    row = ["Amanda", "Exempel", "", "amanda@example.org", "Handläggare"]
    assert outcomes(looked_through(table(row), by=cast.karin)) == ["new"]
    assert outcomes(looked_through(table(row), by=cast.ulla)) == ["same"]


def test_a_replacement_id_is_written_by_hand(cast):
    row = ["Paula", "Exempel", "19890630-TF12", "", "Kurator"]
    batch = looked_through(table(row), by=cast.karin)
    assert problems(batch)[0][0] == "C2"
    assert "by hand" in problems(batch)[0][1]


def test_a_function_has_its_unit_its_contact_and_its_days(cast):
    add_unit(organisation=cast.kungalv, name="Vuxenenheten", by=cast.karin)
    headings = ["Name", "Unit", "Function", "Contact", "From", "To", "Phone"]
    row = [
        "Exempel, Amanda",
        "vuxenenheten",
        "Lärare",
        "Direkt",
        "1/3 2026",
        "2026-05-31",
        701740605,
    ]
    written(looked_through(table(row, headings=headings), by=cast.karin), by=cast.karin)
    amanda = named("Amanda")
    function = amanda.positions.get()
    assert (function.organisation.name, function.contact) == ("Vuxenenheten", "direct")
    assert (function.valid_from, function.last_day) == (dt.date(2026, 3, 1), dt.date(2026, 5, 31))
    assert (amanda.family_name, amanda.phone) == ("Exempel", "0701740605")


def test_a_last_day_that_is_new_ends_the_function(cast):
    written(looked_through(table(AMANDA), by=cast.karin), by=cast.karin)
    headings = ["Förnamn", "Efternamn", "E-post", "Befattning", "Till"]
    row = ["Amanda", "Påhitt", "amanda@example.org", "Socialsekreterare", dt.date(2026, 6, 30)]
    batch = looked_through(table(row, headings=headings), by=cast.karin)
    assert batch.rows.get().said["changes"] == [["Last day", "", "2026-06-30"]]
    written(batch, by=cast.karin)
    assert named("Amanda").positions.get().last_day == dt.date(2026, 6, 30)
    assert outcomes(looked_through(table(row, headings=headings), by=cast.karin)) == ["same"]


def test_a_unit_that_is_not_there_is_told(cast):
    headings = ["Förnamn", "Efternamn", "Befattning", "Enhet"]
    batch = looked_through(table(["A", "B", "C", "Månenheten"], headings=headings), by=cast.karin)
    assert problems(batch) == [
        (
            "D2",
            "Kungälv kommun has no unit called “Månenheten”. Write it as it is in the register, "
            "or import the units first.",
        )
    ]


def test_a_name_that_looks_like_a_formula_is_a_name(cast):
    csv = 'Förnamn;Efternamn;Befattning\n"=HYPERLINK(""http://x"")";Påhitt;Lärare\n'
    written(looked_through(file(csv.encode()), by=cast.karin), by=cast.karin)
    assert Person.objects.get().given_name == '=HYPERLINK("http://x")'


def test_what_changed_since_it_was_looked_through_stops_the_writing(cast):
    batch = looked_through(table(AMANDA, OMID), by=cast.karin)
    written(looked_through(table(AMANDA), by=cast.ulla), by=cast.ulla)
    batch = written(batch, by=cast.karin)
    assert (batch.state, outcomes(batch)) == (State.READY, ["same", "new"])
    assert batch.problem.startswith("Nothing was written: the register has changed")
    assert Person.objects.count() == 1


def test_a_task_that_is_taken_up_again_writes_once(cast):
    batch = looked_through(table(AMANDA), by=cast.karin)
    written(batch, by=cast.karin)
    actions.write_rows.func(batch.pk)
    assert Person.objects.count() == 1
    with pytest.raises(actions.NotReady):
        actions.confirm(batch=batch, by=cast.karin)


def test_when_it_is_written_nothing_of_the_file_is_kept(cast):
    batch = written(looked_through(table(AMANDA), by=cast.karin), by=cast.karin)
    assert (batch.state, bytes(batch.content)) == (State.WRITTEN, b"")


def test_a_file_is_forgotten_after_a_day_whatever_became_of_it(cast):
    batch = looked_through(table(AMANDA), by=cast.karin)
    batch.created_at -= dt.timedelta(days=1)
    batch.save()
    assert actions.forget_old_imports(by=cast.karin) == 1
    assert not Import.objects.exists()
    assert not ImportRow.objects.exists()


def test_what_lies_open_is_sealed(cast):
    batch = looked_through(table(AMANDA), by=cast.karin)
    kept = bytes(batch.content) + bytes(batch.found) + bytes(batch.rows.get().content)
    assert b"Amanda" not in kept
    assert b"19890630" not in kept


def test_a_role_withdrawn_after_the_confirmation_stops_the_writing(cast):
    batch = looked_through(table(AMANDA, OMID), by=cast.karin)
    actions.confirm(batch=batch, by=cast.karin)
    Appointment.objects.filter(user=cast.karin.user).update(valid_to=TODAY)
    actions.write_rows.func(batch.pk)
    batch.refresh_from_db()
    assert not Person.objects.exists()
    assert batch.state == State.REFUSED
    assert "you no longer have the role" in batch.problem
    assert not batch.content
