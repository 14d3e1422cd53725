"""What organisations that work together rely on: who sees, what is signed, what is counted."""

from .ways import PEOPLE, PROGRAMMES, A, Case, a_test, append, replace

BUDGETS, PLANS = A + "delivery/budgets/", A + "delivery/plans/"
GROUPS, MEASURES = A + "delivery/groups/", A + "publishing/measures/"
PAGES, IMPORTS = A + "publishing/pages/", A + "workflows/import_register/"
PHASES, MERGING = A + "workflows/change_phase/", A + "workflows/merge_persons/"
AGREEMENTS, FILES = A + "register/agreements/", A + "workflows/programme_file/"

CASES = (
    # --- Who sees
    Case(
        "an organisation that takes part no longer sees the programme",
        a_test(
            A + "overviews/programme/tests/test_ended_participation.py"
            "::test_nothing_of_it_is_found_from_the_day_it_has_ended"
        ),
        replace(
            PROGRAMMES + "models/programme.py",
            "AND %s = 0 AND (valid_to IS NULL OR valid_to > %s)",
            "AND %s = 0 AND (valid_to IS NULL OR valid_to > %s OR TRUE)",
        ),
    ),
    Case(
        "somebody of one sub-region sees persons of another",
        a_test(
            "tests/test_sub_regions_apart.py"
            "::test_a_user_of_halmstad_gets_no_person_of_skaraborg_at_any_address"
        ),
        replace(PEOPLE + "models.py", "mine | (Q(pk__in=known)", "mine | (Q(pk__gt=0)"),
    ),
    Case(
        "an organisation reads another's register of training",
        a_test(
            A + "overviews/organisation/tests/test_training.py"
            "::test_each_authority_reads_its_own_by_office_and_nobody_elses"
        ),
        replace(
            A + "overviews/organisation/training.py",
            "return actor.organisation_id in",
            "return actor.organisation_id or",
        ),
    ),
    Case(
        "a public page tells a function's address",
        a_test(
            PAGES + "tests/test_public_pages.py"
            "::test_a_letter_reaches_whoever_holds_the_function_and_shows_no_address"
        ),
        replace(
            PAGES + "templates/pages/programme.html",
            "{{ contact.function }}</strong>",
            "{{ contact.function }}</strong> {{ contact.email }}",
        ),
    ),
    Case(
        "letters from outside are not counted",
        a_test(
            PAGES + "tests/test_public_pages.py"
            "::test_whoever_writes_too_often_is_asked_to_wait_and_loses_nothing"
        ),
        replace(PAGES + "limits.py", "return count < most", "return True"),
    ),
    # --- What is agreed and decided
    Case(
        "what somebody has signed is changed",
        a_test(
            AGREEMENTS + "tests/test_texts.py"
            "::test_a_text_is_corrected_until_the_first_signature_and_then_stays"
        ),
        replace(
            AGREEMENTS + "actions/texts.py", "if version.signatures.exists():", "if not version:"
        ),
    ),
    Case(
        "signed minutes are changed in the database",
        a_test(GROUPS + "tests/test_sign_minutes.py::test_the_database_itself_refuses"),
        append(GROUPS + "migrations/0002_signed.py", "Migration.operations = []"),
    ),
    Case(
        "a phase begins without the decision it waits for",
        a_test(
            PHASES + "tests/test_phases.py"
            "::test_a_phase_does_not_begin_before_the_decision_it_waits_for"
        ),
        replace(PHASES + "actions.py", "    if hindrances:", "    if not phase:"),
    ),
    Case(
        "a project closes with activities that nobody goes on with",
        a_test(
            PHASES + "tests/test_what_is_seen_elsewhere.py"
            "::test_a_programme_does_not_close_before_every_running_activity_has_an_owner"
        ),
        replace(
            PHASES + "queries.py",
            "return names + [activity.title for activity in activities]",
            "return names",
        ),
    ),
    Case(
        "a plan without measure is approved",
        a_test(
            PLANS + "tests/test_approve_plan.py::test_the_page_names_the_line_and_what_it_lacks"
        ),
        replace(PLANS + "actions/plans.py", "    if lacking or not", "    if not"),
    ),
    # --- Money
    Case(
        "a cost after the last day is paid for",
        a_test(
            BUDGETS + "tests/test_accounts.py"
            "::test_a_cost_after_the_last_day_is_refused_with_both_days_and_what_was_typed_stays"
        ),
        replace(BUDGETS + "actions.py", " or (last and day > last)", ""),
    ),
    Case(
        "shares that do not make a hundred percent are kept",
        a_test(
            BUDGETS + "tests/test_ordinary_work.py"
            "::test_shares_that_do_not_make_the_whole_are_refused_with_what_lacks"
        ),
        replace(BUDGETS + "actions.py", "    if total != WHOLE:", "    if total > WHOLE:"),
    ),
    Case(
        "co-financing is taken of the grant as if it were the whole",
        a_test(
            BUDGETS + "tests/test_ordinary_work.py"
            "::test_co_financing_is_a_quarter_of_the_whole_or_a_third_of_the_grant"
        ),
        replace(BUDGETS + "sums.py", "share / (WHOLE - share)", "share / WHOLE"),
    ),
    # --- The register
    Case(
        "an import writes the rows that are right and leaves the wrong ones",
        a_test(IMPORTS + "tests/test_import_persons.py::test_a_row_that_is_wrong_stops_the_whole"),
        replace(IMPORTS + "actions.py", "(Outcome.WRONG, RowsAreWrong), ", ""),
    ),
    Case(
        "somebody protected is joined by whoever wants",
        a_test(
            MERGING + "tests/test_undo_merge.py"
            "::test_somebody_protected_is_joined_by_those_on_the_list_only_and_stays_protected"
        ),
        replace(
            MERGING + "actions.py",
            "if protected.exclude(pk__in=keys_named_to(by)).exists():",
            "if not protected:",
        ),
    ),
    # --- What is counted
    Case(
        "a person counts once for each activity",
        a_test(
            MEASURES + "tests/test_measures.py"
            "::test_a_person_counts_once_however_many_activities_and_employers"
        ),
        replace(
            MEASURES + "counting.py",
            "lambda mark, _owner: mark.person,",
            "lambda mark, _owner: (mark.person, mark.activity),",
        ),
    ),
    Case(
        "a forecast is surer than it may be",
        a_test(
            A + "engine/tests/test_forecast.py"
            "::test_the_interval_holds_the_truth_as_often_as_it_says"
        ),
        replace(A + "engine/forecast.py", "months_left + months_left**2 / seen", "months_left"),
    ),
    Case(
        "a programme file loses something on its way out",
        a_test(
            FILES + "tests/test_round_trip.py::test_what_is_in_the_tables_is_what_the_file_said"
        ),
        replace(FILES + "queries.py", "if path in notes:", "if not path:"),
    ),
)
