"""What the journeys stand on: nothing of one of them is under way when the next begins."""

import pytest
from django.urls import reverse

from .conftest import answering, until_all_is_answered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_a_page_asked_for_last_is_answered_before_the_tables_are_emptied(
    page_of, cast, live_server
):
    page = page_of(cast.olga, reverse("activities:list"))
    page.evaluate("for (let one = 0; one < 20; one++) fetch('', {keepalive: true})")
    page.context.close()
    until_all_is_answered(live_server)
    assert answering() == []
