"""A document that is written and read again says the same."""

from hypothesis import given
from hypothesis import strategies as st

from samverka.workflows.programme_file.document import Note, Rows, Table, Text, parse
from samverka.workflows.programme_file.emitting import emit
from samverka.workflows.programme_file.shipped import shipped

ROWS = st.sampled_from(["S1", "S26, S42", "S50–S55"])
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1
).map(lambda text: " ".join(text.split()))
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200),
    st.lists(WORDS, min_size=1, max_size=40).map(" ".join),
    st.lists(WORDS, max_size=5).map("\n".join),
).map(lambda text: "\n".join(line.rstrip() for line in text.strip().splitlines()))
NOTES = st.none() | st.builds(Note, ROWS, WORDS | st.just(""))
KEYS = st.sampled_from(["namn", "så räknas det", "kod", "från", "om", "lyder"])


def _noted(pairs, is_short):
    return Table(
        0,
        {key: part for key, (part, _) in pairs.items()},
        {},
        {key: note for key, (_, note) in pairs.items() if note},
        is_short,
    )


def tables(parts):
    pairs = st.dictionaries(KEYS, st.tuples(parts, NOTES), min_size=1)
    return st.builds(_noted, pairs, st.booleans())


SHORT = tables(TEXTS.map(lambda text: Text(text, 0)))
PARTS = st.one_of(
    TEXTS.map(lambda text: Text(text, 0)),
    st.lists(SHORT, min_size=1, max_size=3).map(lambda items: Rows(items, 0)),
    st.lists(WORDS.map(lambda word: Text(word, 0)), min_size=1).map(lambda items: Rows(items, 0)),
    SHORT,
)


def told(part):
    """What a part says, without its lines."""
    if isinstance(part, Text):
        return part.value
    if isinstance(part, Rows):
        return [told(item) for item in part.items]
    return {key: (told(value), part.notes.get(key)) for key, value in part.parts.items()}


@given(tables(PARTS))
def test_what_is_written_is_read_again(document):
    assert told(parse(emit(document))) == told(document)


def test_a_source_is_read_from_the_end_of_its_line_and_not_from_within_a_text():
    document = parse(
        "namn: InVäst  # S1\n"
        "beskrivning: >-  # S5: störst\n  Delen # S9 hör till texten\n"
        "# S7 hela raden är en kommentar\n"
        'lyder: "42 # S8 enheter"   # S6\n'
        "deltar:\n  - {organisation: GR, roll: äger}   # S3, ägare\n"
        "budget: 1 kr  # räknat för hand\n"
    )
    assert document.notes == {
        "namn": Note("S1", ""),
        "beskrivning": Note("S5", "störst"),
        "lyder": Note("S6", ""),
    }
    assert document.parts["deltar"].items[0].notes == {"organisation": Note("S3", "ägare")}
    assert document.parts["beskrivning"].value == "Delen # S9 hör till texten"


def test_s12_the_network_that_discusses_cases_is_guarded_from_the_start():
    (invast,) = [path for path in shipped() if path.stem == "invast"]
    groups = invast.read_text(encoding="utf-8").split("- grupp: ")
    (network,) = [text for text in groups if text.startswith("Mötesplats kring nyanlända barn")]
    assert "ärenden dryftas: ja" in network
