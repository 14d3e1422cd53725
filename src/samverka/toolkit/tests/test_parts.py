"""The parts pages are put together from keep what users wrote as text, and never colour alone."""

import re

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.template import engines
from django.utils import translation

from samverka.toolkit import municipal_map

WICKED = '<script>alert("x")</script>'
ESCAPED = "&lt;script&gt;"


@pytest.fixture(autouse=True)
def _in_swedish():
    with translation.override("sv"):
        yield


def drawn(template: str, **context) -> str:
    return engines["django"].from_string(template).render(context)


def test_a_figure_opens_its_rows():
    page = drawn('{% figure 12345 "Timmar" "/rows/" "34 rader" %}')
    assert '<a class="figure" href="/rows/">' in page
    assert "12\u00a0345" in page
    assert "34 rader" in page


def test_a_figure_without_an_address_is_no_link():
    assert "<a" not in drawn('{% figure 3 "Timmar" %}')


@pytest.mark.parametrize(
    "template",
    [
        "{% figure wicked wicked wicked wicked %}",
        "{% status 'done' wicked %}",
        "{% progress 1 2 wicked %}",
        "{% bars rows wicked %}",
        "{% trend rows wicked 10 %}",
        "{% municipality_map marks wicked %}",
    ],
)
def test_what_people_wrote_never_becomes_part_of_the_page(template):
    rows = [{"label": WICKED, "value": 1, "url": WICKED, "text": WICKED}]
    marks = [{**rows[0], "code": "1480"}]
    page = drawn(template, wicked=WICKED, rows=rows, marks=marks)
    assert "<script" not in page
    assert ESCAPED in page


@pytest.mark.parametrize("kind", ["done", "waiting", "late", "open", "neutral"])
def test_a_status_has_words_and_a_drawing_beside_its_colour(kind):
    page = drawn("{% status kind 'Skickad' %}", kind=kind)
    assert "Skickad" in page
    assert "<path" in page


def test_progress_says_its_share_in_words():
    assert "67\u00a0%" in drawn("{% progress 2 3 'Utbildade' %}")


def test_progress_without_a_target_stands_at_nothing():
    assert "0\u00a0%" in drawn("{% progress 5 0 'Utbildade' %}")


def test_bars_show_each_number_beside_its_bar():
    page = drawn("{% bars rows 'Timmar' %}", rows=[{"label": "Ale", "value": 12, "text": "12 h"}])
    assert re.search(r'<th scope="row">Ale</th>.*<bdi>12 h</bdi>', page)


def test_a_chart_of_nothing_is_still_a_chart():
    assert "<table" in drawn("{% bars rows 'Timmar' %}{% trend rows 'Timmar' %}", rows=[])


def test_the_map_has_the_290_municipalities():
    assert len(municipal_map.borders()) == 290


def test_the_map_links_each_municipality_and_says_its_number_in_the_table():
    marks = [{"code": "1480", "label": "Göteborg", "value": 412, "url": "/g/"}]
    page = drawn("{% municipality_map marks 'Timmar' %}", marks=marks)
    assert page.count('href="/g/"') == 2
    assert "<title>Göteborg: 412</title>" in page


def test_the_map_of_a_whole_county_stays_small():
    codes = [code for code in municipal_map.borders() if code.startswith("14")]
    marks = [{"code": code, "label": code, "value": 1} for code in codes]
    svg = drawn("{% municipality_map marks 'Timmar' %}", marks=marks).split("</svg>")[0]
    assert len(codes) == 49
    assert len(svg.encode()) < 25_000


def test_a_map_without_any_known_municipality_says_so():
    page = drawn("{% municipality_map marks 'Timmar' %}", marks=[{"code": "9999", "label": "?"}])
    assert "<svg" not in page


def test_nothing_in_the_parts_needs_inline_style_or_script():
    marks = [{"code": "1480", "label": "Göteborg", "value": 1}]
    rows = [{"label": "jan", "value": 1}]
    page = drawn(
        "{% municipality_map marks 'x' %}{% bars rows 'x' %}{% trend rows 'x' 2 %}"
        "{% progress 1 2 'x' %}{% status 'late' 'x' %}",
        marks=marks,
        rows=rows,
    )
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script", page)


def test_labels_that_have_no_room_beside_each_other_are_left_out_at_even_distances():
    short = [{"label": "jan", "value": 1}] * 12
    long = [{"label": "september", "value": 1}] * 12
    assert drawn("{% trend rows 'x' %}", rows=short).count("<span>jan</span>") == 12
    ticks = drawn("{% trend rows 'x' %}", rows=long).split('class="ticks"')[1].split("</div>")[0]
    assert ticks.count("<span>september</span>") == 6
    assert ticks.count("<span></span>") == 6


@pytest.mark.parametrize(("required", "said"), [(True, "Välj"), (False, "Inget valt")])
def test_a_field_with_nothing_chosen_says_so_in_words(required, said):
    class Form(forms.Form):
        place = forms.ModelChoiceField(
            ContentType.objects.none(), label="Plats", required=required
        )

    page = drawn('{% include "toolkit/parts/field.html" with field=form.place %}', form=Form())
    assert f'<option value="" selected>{said}</option>' in page
    assert "---" not in page
