"""Markup that is put together quickly is the same as what Django puts together."""

import pytest
from django.utils import html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from samverka.toolkit import markup


@pytest.mark.parametrize(
    "value",
    [
        "Kungälv",
        "<script>alert('å & ä')</script>",
        'det "stora" rummet',
        SafeString("<b>tolk</b>"),
        gettext_lazy("Activities"),
        17,
        None,
        "",
    ],
)
def test_each_value_is_escaped_as_django_does_it(value):
    pattern = "<p title={}>{}</p>"
    assert markup.format_html(pattern, value, 1) == html.format_html(pattern, value, 1)
    rows = [(value, "a"), ("b", value)]
    quick = markup.format_html_join("\n", pattern, rows)
    assert quick == html.format_html_join("\n", pattern, rows)
