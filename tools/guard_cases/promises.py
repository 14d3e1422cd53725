"""What people rely on: their data, their pages, who may do what, and the tests that say so."""

from .ways import (
    ACTIVITIES,
    CATALOGUES,
    PEOPLE,
    PROGRAMMES,
    REPORTS,
    A,
    Case,
    a_test,
    append,
    replace,
    rule,
)

WHO_GETS = "tests/test_who_may.py::test_everybody_gets_the_answer_in_the_table"

CASES = (
    # --- Personal data
    Case(
        "a field is not sorted as personal or not",
        a_test("tests/architecture/test_personal_data.py"),
        replace(
            PEOPLE + "models.py",
            "    objects = PersonQuerySet",
            "    shoe_size = models.IntegerField(default=0)\n    objects = PersonQuerySet",
        ),
    ),
    Case(
        "a module with a key to a person cannot forget",
        a_test("tests/architecture/test_personal_data.py"),
        replace(ACTIVITIES + "person_data.py", "def forget_person", "def forget_nobody"),
    ),
    Case(
        "a declaration changes and the page of personal data does not",
        rule("what_is_stored_about_people"),
        replace(PEOPLE + "models.py", 'personal="person ', 'sensitive="person '),
    ),
    # --- Tables
    Case(
        "a model changes without a migration",
        rule("no_model_has_changed"),
        replace(PROGRAMMES + "models/programme.py", "max_length=120", "max_length=121"),
    ),
    Case(
        "the trail can be rewritten",
        a_test(A + "foundation/audit/tests/test_append_only.py::test_a_note_is_not_removed"),
        append(A + "foundation/audit/migrations/0002_append_only.py", "Migration.operations = []"),
    ),
    # --- Templates
    Case(
        "a template includes another module's",
        rule("templates_use_their_own"),
        append(ACTIVITIES + "templates/activities/x.html", '{% include "people/_card.html" %}'),
    ),
    Case(
        "a view answers with another module's template",
        rule("code_answers_with_templates"),
        append(REPORTS + "x.py", 'render(request, "people/person_detail.html")'),
    ),
    Case(
        "a script inline in a template",
        rule("templates_run_nothing_inline"),
        append(ACTIVITIES + "templates/activities/x.html", "<script>alert(1)</script>"),
    ),
    Case(
        "a style inline in a template",
        rule("templates_run_nothing_inline"),
        append(ACTIVITIES + "templates/activities/x.html", '<p style="color: red"></p>'),
    ),
    Case(
        "an event handler inline in a template",
        rule("templates_run_nothing_inline"),
        append(ACTIVITIES + "templates/activities/x.html", '<p onclick="go()"></p>'),
    ),
    Case(
        "a page loads from another host",
        rule("nothing_comes_from_other_hosts"),
        append(ACTIVITIES + "templates/activities/x.html", '<img src="//cdn.test/a.png">'),
    ),
    Case(
        "a text in a template that no translator is given",
        rule("every_word_is_given"),
        append(ACTIVITIES + "templates/activities/x.html", "<p>Spara</p>"),
    ),
    Case(
        "a template loads a library of its own",
        rule("templates_load_no_libraries"),
        append(ACTIVITIES + "templates/activities/x.html", "{% load humanize %}"),
    ),
    Case(
        "a Swedish text in the code",
        rule("the_code_has_no_swedish"),
        append(ACTIVITIES + "queries.py", 'TITLE = "Närvaro"'),
    ),
    Case(
        "a text that shouts",
        rule("nothing_is_shouted"),
        append(A + "locale/sv/LC_MESSAGES/django.po", 'msgid "Saved"\nmsgstr "Sparat!"'),
    ),
    Case(
        "a label that no translator is given",
        rule("what_readers_meet_is_marked"),
        append(ACTIVITIES + "forms.py", 'name = forms.CharField(label="Name")'),
    ),
    Case(
        "a text without its Swedish",
        CATALOGUES,
        append(ACTIVITIES + "templates/activities/x.html", '{% translate "Nobody said this" %}'),
    ),
    Case(
        "a colour one cannot read",
        a_test(A + "toolkit/tests/test_colours.py"),
        replace(
            A + "toolkit/static/toolkit/theme.css",
            "--granit-soft: light-dark(#52606d",
            "--granit-soft: light-dark(#c2c9d0",
        ),
    ),
    # --- Who may do what
    Case(
        "an address without a row in the table",
        a_test("tests/test_who_may.py::test_every_address_has_a_row"),
        replace(
            A + "config/urls.py",
            'path("halsa/", ',
            'path("x/", views.health, name="x"),\n    path("halsa/", ',
        ),
    ),
    Case(
        "a view forgets to ask",
        a_test(f"{WHO_GETS}[activities]"),
        replace(
            ACTIVITIES + "views/sheets.py",
            "if not permissions.may_read_sheet(request.actor, session.activity):",
            "if not session:",
        ),
    ),
    Case(
        "a view shows what one may not see",
        a_test(f"{WHO_GETS}[activities]"),
        replace(
            ACTIVITIES + "models.py",
            "return self.filter(programme__in=keys_seen_by(actor))",
            "return self.all()",
        ),
    ),
    Case(
        "an address that answers those not signed in",
        a_test(f"{WHO_GETS}[people]"),
        replace(
            A + "config/settings.py",
            '"samverka.foundation.drafts.middleware.AsksToSignIn",',
            "",
        ),
    ),
    Case(
        "a page lets in scripts from anywhere",
        a_test(f"{WHO_GETS}[frame]"),
        replace(A + "config/settings.py", "default-src 'self'", "default-src *"),
    ),
    Case(
        "somebody is seen without a reason",
        a_test(
            ACTIVITIES + "tests/test_places.py"
            "::test_search_does_not_tell_of_persons_one_does_not_know"
        ),
        replace(PEOPLE + "models.py", "mine | (Q(pk__in=known)", "mine | (Q(pk__gt=0)"),
    ),
    Case(
        "somebody protected is named",
        a_test(
            PEOPLE + "tests/test_register_person.py"
            "::test_somebody_protected_is_seen_from_the_first_moment_by_the_list_only"
        ),
        replace(PEOPLE + "models.py", "Q(is_protected=False) | ", "Q(pk__gt=0) | "),
    ),
    Case(
        "a list asks a question for each row",
        a_test(
            A + "overviews/person/tests/test_person_page.py"
            "::test_the_page_asks_the_same_questions_however_much_there_is"
        ),
        replace(
            A + "overviews/person/queries.py",
            '.select_related("session__activity", "organisation")',
            "",
        ),
    ),
    Case(
        "the code draws a style inline",
        rule("code_draws_nothing_inline"),
        append(ACTIVITIES + "x.py", "ROW = '<li style=\"color: red\">'"),
    ),
    Case(
        "the code draws a text that no translator is given",
        rule("every_word_that_the_code_draws"),
        append(ACTIVITIES + "x.py", "ROW = '<li>Spara</li>'"),
    ),
    Case(
        "the trail gets a verb that no sentence tells",
        a_test(
            A + "overviews/administration/tests/test_sentences.py::test_every_verb_has_a_sentence"
        ),
        append(A + "delivery/budgets/actions.py", 'trail.note(verb="programmes.sung")'),
    ),
    Case(
        "a small group can be computed",
        a_test(A + "engine/tests/test_disclosure.py"),
        replace(A + "engine/disclosure.py", "LEAST = 5", "LEAST = 2"),
    ),
    # --- Tests
    Case(
        "a test is skipped",
        a_test("tests/architecture/test_size.py::test_files_stay_short", "Nothing may be skipped"),
        replace(
            "tests/architecture/test_size.py",
            "def test_files_stay_short",
            "@__import__('pytest').mark.skip\ndef test_files_stay_short",
        ),
    ),
    Case(
        "a test reaches the network",
        rule("files_stay_short"),
        replace(
            "tests/architecture/test_size.py",
            "def test_files_stay_short():",
            "def test_files_stay_short():\n"
            "    __import__('socket').create_connection(('192.0.2.1', 80), 1)",
        ),
    ),
    Case(
        "a warning in a test",
        rule("files_stay_short"),
        replace(
            "tests/architecture/test_size.py",
            "def test_files_stay_short():",
            "def test_files_stay_short():\n    __import__('warnings').warn('old')",
        ),
    ),
)
