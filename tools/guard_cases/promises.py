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
        replace(PROGRAMMES + "models.py", "max_length=120", "max_length=121"),
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
