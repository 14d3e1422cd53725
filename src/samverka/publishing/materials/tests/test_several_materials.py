"""Several materials made public at once, or kept within the programme, and undone."""

import pytest
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.publishing.materials import actions
from samverka.publishing.materials.models import Material

from .factories import material

pytestmark = pytest.mark.django_db


def url(cast, name: str) -> str:
    return reverse(f"materials:{name}", args=[cast.programme.public_key])


def post(client, address, materials):
    return client.post(address, {"row": [one.public_key for one in materials]}, follow=True)


def undo(client, page):
    """Press Undo, as the toast has it."""
    toast = next(said for said in page.context["messages"] if said.extra_tags)
    return client.post(toast.extra_tags, follow=True)


def public(materials):
    return [Material.objects.get(pk=one.pk).is_public for one in materials]


@pytest.fixture
def two(cast):
    made = [material(cast, title=title) for title in ("Blad", "Film")]
    actions.show(material=made[0], by=cast.karin)
    return made


def test_several_are_made_public_and_undo_keeps_those_that_were_public(cast, client, two):
    client.force_login(cast.karin.user)
    page = post(client, url(cast, "show_many"), two)
    assert public(two) == [True, True]
    undo(client, page)
    assert public(two) == [True, False]


def test_several_are_kept_within_the_programme_and_undo_opens_them_again(cast, client, two):
    client.force_login(cast.karin.user)
    page = post(client, url(cast, "hide_many"), two)
    assert "1 material is seen in its programme only." in page.content.decode()
    assert public(two) == [False, False]
    undo(client, page)
    assert public(two) == [True, False]


def test_what_another_partner_owns_is_named_and_left_alone(cast, client, two):
    Material.objects.filter(pk=two[1].pk).update(owner=cast.partille)
    client.force_login(cast.karin.user)
    page = post(client, url(cast, "hide_many"), two)
    assert "you may not change it: Film" in page.content.decode()
    assert public(two) == [False, False]
    assert Event.objects.filter(verb="materials.hidden").count() == 1


def test_whoever_only_reads_has_no_boxes(cast, client, two):
    client.force_login(cast.karin.user)
    assert 'name="row"' in client.get(url(cast, "list")).content.decode()
    client.force_login(cast.erik.user)
    assert 'name="row"' not in client.get(url(cast, "list")).content.decode()
