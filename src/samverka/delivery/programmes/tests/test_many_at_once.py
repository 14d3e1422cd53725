"""Who takes part and who answers for what: several at once, and how that is undone."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Contact, Participation
from tests.people import LONG_AGO, TODAY


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


def with_those(client, cast, name, *keys, **told):
    address = reverse(f"programmes:{name}", args=[cast.programme.public_key])
    return client.post(address, {"row": keys, **told}, follow=True)


def undo(client, page):
    address = re.search(r'(?<!form)action="([^"]+/angra/[^"]+/)"', page.text)
    return client.post(address.group(1), follow=True)


def part_of(cast, organisation) -> Participation:
    return Participation.objects.get(programme=cast.programme, organisation=organisation)


def test_several_take_part_until_a_day_and_undo_gives_each_its_own_back(cast, petra):
    before = TODAY + dt.timedelta(days=200)
    kungalv, partille = part_of(cast, cast.kungalv), part_of(cast, cast.partille)
    Participation.objects.filter(pk=partille.pk).update(valid_to=before)
    page = with_those(
        petra, cast, "end_participations", kungalv.pk, partille.pk, valid_to="2026-06-30"
    )
    assert "2 organisations take part until then." in page.text
    assert part_of(cast, cast.kungalv).valid_to == dt.date(2026, 6, 30)
    undo(petra, page)
    assert part_of(cast, cast.kungalv).valid_to is None
    assert part_of(cast, cast.partille).valid_to == before


def test_that_the_owner_takes_part_is_named_and_stays(cast, petra):
    owner = part_of(cast, cast.gr)
    page = with_those(petra, cast, "end_participations", owner.pk, valid_to="2026-06-30")
    assert "since you may not change it: Göteborgsregionen." in page.text
    assert part_of(cast, cast.gr).valid_to is None


def test_nothing_is_half_done_where_one_began_later(cast, petra):
    late, early = part_of(cast, cast.kungalv), part_of(cast, cast.partille)
    Participation.objects.filter(pk=late.pk).update(valid_from=TODAY)
    page = with_those(
        petra, cast, "end_participations", early.pk, late.pk, valid_to=LONG_AGO.isoformat()
    )
    assert "Choose a later day." in page.text
    assert [part_of(cast, one).valid_to for one in (cast.kungalv, cast.partille)] == [None, None]


def test_functions_are_shown_on_the_public_page_together_and_undone(cast, petra):
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    shown = Contact.objects.create(**own, function="Samordnare", is_public=True)
    hidden = Contact.objects.create(**own, function="Ekonom")
    keys = [shown.public_key, hidden.public_key]
    page = with_those(petra, cast, "show_contacts", *keys, is_public="not_shown")
    assert not Contact.objects.filter(is_public=True).exists()
    undo(petra, page)
    assert list(Contact.objects.filter(is_public=True)) == [shown]


def test_functions_that_nobody_holds_are_found_and_one_is_taken_away_on_its_page(cast, petra):
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    Contact.objects.create(**own, function="Samordnare", holder=cast.karin.user)
    alone = Contact.objects.create(**own, function="Ekonom")
    address = reverse("programmes:contacts", args=[cast.programme.public_key])
    page = petra.get(address, {"held": "nobody"})
    assert "Ekonom" in page.text
    assert "Samordnare" not in page.text
    keys = [cast.programme.public_key, "kontakt", alone.public_key]
    own_page = petra.get(reverse("programmes:change_part", args=keys)).text
    assert f'action="{reverse("programmes:remove_part", args=keys)}"' in own_page


def test_the_owner_stands_first(cast, petra):
    Participation.objects.filter(organisation=cast.partille).update(part="co_leader")
    page = petra.get(reverse("programmes:partners", args=[cast.programme.public_key]))
    assert [row.organisation for row in page.context["listing"].page][:2] == [
        cast.gr,
        cast.partille,
    ]


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 5000, "²", "\0"])
def test_a_row_that_is_no_row_changes_nothing(cast, petra, nonsense):
    page = with_those(petra, cast, "end_participations", nonsense, valid_to="2026-06-30")
    assert page.status_code in (200, 400)
    assert not Participation.objects.filter(valid_to__isnull=False).exists()
