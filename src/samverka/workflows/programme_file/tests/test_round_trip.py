"""Nothing that a programme's file may say is lost on its way through the tables and back."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.workflows.programme_file import sections
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.facts import document
from samverka.workflows.programme_file.queries import facts_in, facts_of, file_of

from .whole_file import EARLIER, WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def earlier(db):
    return load(EARLIER)


def load(text, **options):
    return load_programme(facts=facts_of(text, **options), by=SYSTEM)


def every_key(section, seen):
    """Each key of each section, as (word of the section, word of the key)."""
    for key in section.keys:
        seen.add((section.word, key.word))
    for part in section.parts:
        every_key(part, seen)
    return seen


def test_the_file_of_these_tests_says_something_at_every_key(earlier):
    said = {
        (row.section.word, word)
        for row in facts_of(WHOLE).everywhere()
        for word in document(row).parts
    }
    asked = every_key(sections.PROGRAMME, set())
    assert asked - said == set()


def test_what_is_in_the_tables_is_what_the_file_said(earlier):
    programme = load(WHOLE).programme
    assert facts_in(programme) == facts_of(WHOLE)


def test_what_is_written_is_read_as_the_same(earlier):
    programme = load(WHOLE).programme
    written = file_of(programme)
    assert facts_of(written) == facts_of(WHOLE)
    assert load(written).lines == []
    assert file_of(programme) == written


def test_loading_it_again_changes_nothing_and_leaves_no_trace(earlier):
    load(WHOLE)
    noted = Event.objects.count()
    assert load(WHOLE).lines == []
    assert Event.objects.count() == noted


def test_a_programme_moved_in_time_is_written_in_its_own_years(earlier):
    programme = load(WHOLE, move_years=7).programme
    assert programme.starts_on.year == 2025
    assert "börjar: 2018-09 " in file_of(programme)


@pytest.fixture
def whole(earlier):
    return load(WHOLE).programme


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1),
    min_size=1,
    max_size=30,
).map(" ".join)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(summary=TEXTS, text=TEXTS, budget=st.integers(0, 10**12), share=st.integers(0, 10_000))
def test_whatever_people_write_in_the_pages_comes_back_from_the_file(
    whole, summary, text, budget, share
):
    Programme.objects.filter(pk=whole.pk).update(
        summary=summary, budget=budget, co_financing_share=share
    )
    whole.open_points.update(text=text)
    whole.refresh_from_db()
    assert facts_of(file_of(whole)) == facts_in(whole)
