"""The record of processing says what the models declare, in Swedish."""

from tools import record_of_processing as record


def test_the_record_is_what_the_models_declare():
    page = record.PAGE.read_text(encoding="utf-8")
    assert page == record.text(), "Write it anew: python -m tools.personal_data_table"


def test_every_chapter_has_a_swedish_name_and_every_table_a_swedish_word():
    page = record.PAGE.read_text(encoding="utf-8")
    tables = page.split(record.BEGINS)[1].split(record.ENDS)[0]
    chapters = [line for line in tables.splitlines() if line.startswith("### ")]
    assert {line.removeprefix("### ") for line in chapters} <= set(record.CHAPTERS.values())
    assert "| Närvaro |" in tables
