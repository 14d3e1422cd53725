"""Undo of keeping a material within the programme: anybody can fetch it as before."""

from django.urls import reverse

from samverka.publishing.materials import actions
from samverka.publishing.materials.models import Material
from tests.undoing import done, press, rows, signed_in

from .factories import material


def of(cast, made: Material, name: str) -> str:
    return reverse(f"materials:{name}", args=[cast.programme.public_key, made.public_key])


def shown(cast) -> Material:
    made = material(cast)
    actions.show(material=made, by=cast.karin)
    return made


def test_a_material_hidden_by_mistake_is_public_as_before_and_undo_of_undo_hides_it(cast, client):
    made = shown(cast)
    karin, before = signed_in(cast.karin), rows(Material)
    undo = done(karin, of(cast, made, "hide"))
    page = reverse("pages:material", args=[made.public_key])
    assert client.get(page).status_code == 404
    press(karin, undo)
    assert rows(Material) == before
    assert client.get(page).status_code == 200
    assert "It is undone already" in press(karin, undo)
    assert rows(Material) == before


def test_what_is_hidden_already_offers_no_undo(cast):
    made = shown(cast)
    petra, karin = signed_in(cast.petra), signed_in(cast.karin)
    done(petra, of(cast, made, "hide"))
    assert done(karin, of(cast, made, "hide")) == ""
    assert not Material.objects.get().is_public


def test_olga_who_may_not_change_it_makes_nothing_public(cast):
    made = shown(cast)
    undo = done(signed_in(cast.karin), of(cast, made, "hide"))
    assert signed_in(cast.olga).post(undo).status_code in {403, 404}
    assert not Material.objects.get().is_public
