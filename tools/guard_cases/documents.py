"""Documents that are true, and nothing of anybody real."""

from .ways import A, Case, append, replace, rule

CASES = (
    # --- Documents and traces
    Case(
        "the map shows what is not there",
        rule("the_map_shows_nothing"),
        append("docs/map.md", "- `src/samverka/attic/` what is old"),
    ),
    Case(
        "a module is not on the map",
        rule("the_map_shows_every"),
        replace("docs/map.md", "- `src/samverka/register/people/`", "- "),
    ),
    Case(
        "a row of the mission names a test that is not there",
        rule("each_row_has_the_test"),
        append("docs/rows.md", "| S1 | x | `engine` | `tests/test_x.py::test_x` | done |"),
    ),
    Case(
        "a table without a word",
        rule("every_table_has_a_word"),
        replace("docs/words.md", "| goal |", "| aim |"),
    ),
    Case(
        "one word for two things",
        rule("each_thing_has_one_word"),
        replace("docs/words.md", "| goal | mål |", "| goal | mått |"),
    ),
    Case(
        "a link that leads nowhere",
        rule("links_between_documents"),
        append("docs/map.md", "[x](nowhere.md)"),
    ),
    Case(
        "a document names a command that is not there",
        rule("documents_name_commands"),
        append("docs/map.md", "Run `samverka dance`."),
    ),
    Case(
        "a decision that does not say why",
        rule("decisions_are_numbered"),
        replace("docs/decisions/0002-known-to.md", "## Context", "## Story"),
    ),
    Case(
        "a setting that is not described",
        rule("every_setting_is_described"),
        append(A + "config/settings.py", 'X = os.environ.get("SAMVERKA_' + 'X")'),
    ),
    Case(
        "a path of somebody's machine",
        rule("no_file_holds_traces"),
        append("docs/map.md", "See /ho" + "me/amanda/notes."),
    ),
    Case(
        "somebody's real address",
        rule("addresses_of_e_mail"),
        append("docs/map.md", "Write to amanda@gm" + "ail.com."),
    ),
)
