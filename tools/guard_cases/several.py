"""Several rows at once, and their undo; what a plan of placements says of itself."""

from .ways import PEOPLE, A, Case, a_test, replace

LISTS, COMPANIES = A + "toolkit/lists/", A + "delivery/companies/tests/test_many_at_once.py"
SEVERAL = PEOPLE + "tests/test_several_persons.py"
ENGINE = A + "engine/allocation/"
TAMPERED = "::test_a_plan_that_was_tampered_with_is_refused_and_told_why"

CASES = (
    # --- Several rows at once
    Case(
        "rows one may not change are changed with the others",
        a_test(f"{SEVERAL}::test_whoever_works_with_another_partner_is_named_and_left_alone"),
        replace(LISTS + "ticked.py", "asked = [(row, may(row))", "asked = [(row, True)"),
    ),
    Case(
        "an undo overwrites what a colleague changed since",
        a_test(f"{COMPANIES}::test_undo_leaves_what_a_colleague_changed_since_and_names_it"),
        replace(LISTS + "changes.py", "    return all(\n", "    return True or all(\n"),
    ),
    Case(
        "what was kept for one undo is read by another",
        a_test(f"{COMPANIES}::test_the_undo_of_one_deed_is_no_undo_of_another"),
        replace(LISTS + "memory.py", "if (kept, undo) != (token, asked):", "if kept != token:"),
    ),
    Case(
        "a deed pressed twice cannot be undone",
        a_test(f"{COMPANIES}::test_pressed_twice_undo_still_gives_back_what_was_before"),
        replace(LISTS + "deeds.py", "if is_twice and", "if not is_twice and"),
    ),
    Case(
        "an undo among participants puts back more than the deed changed",
        a_test(
            A + "delivery/participants/tests/test_participants.py"
            "::test_undo_leaves_what_somebody_else_wrote_since_of_the_same_person"
        ),
        replace(
            A + "delivery/participants/views/many.py",
            "for name in names}",
            "for name in row.kept}",
        ),
    ),
    Case(
        "a plan places more than there is room for and is accepted",
        a_test(f"{ENGINE}tests/test_verify.py{TAMPERED}"),
        replace(ENGINE + "verify.py", "taken > problem.capacity)", "taken > taken)"),
    ),
    Case(
        "a plan places somebody where it is not allowed and is accepted",
        a_test(f"{ENGINE}tests/test_verify.py{TAMPERED}"),
        replace(ENGINE + "verify.py", "problem.barred[at, place[at]] != 0]", "at < 0]"),
    ),
    Case(
        "the few between a share and a number of persons can be computed",
        a_test(
            A + "publishing/measures/tests/test_quotients.py"
            "::test_a_share_and_a_number_of_persons_do_not_tell_of_the_few_between_them"
        ),
        replace(
            A + "publishing/measures/queries.py",
            "return quotient.persons if quotient else None",
            "return None",
        ),
    ),
)
