"""Several companies are handed over or compared at once, and how that is undone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.companies.models import ProgrammeCompany
from samverka.foundation.accounts.models import Role
from tests.people import appoint

from .factories import company


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


def with_those(client, cast, name, *works, **told):
    address = reverse(f"companies:{name}", args=[cast.programme.public_key])
    ticked = {"row": [work.public_key for work in works], **told}
    return client.post(address, ticked, follow=True)


def undo(client, page):
    address = re.search(r'(?<!form)action="([^"]+/foretag/flera/[^"]+/)"', page.text)
    return client.post(address.group(1), follow=True)


def now(work: ProgrammeCompany) -> ProgrammeCompany:
    return ProgrammeCompany.objects.get(pk=work.pk)


def test_several_are_handed_to_one_function_and_undo_gives_each_its_own_back(cast, petra):
    one, two = company(cast, "Ett", contact_function="Egen kontakt"), company(cast, "Två")
    page = with_those(petra, cast, "hand_over", one, two, function="Näringslivsenheten")
    assert "2 companies are changed." in page.text
    assert {now(one).contact_function, now(two).contact_function} == {"Näringslivsenheten"}
    undo(petra, page)
    assert [now(one).contact_function, now(two).contact_function] == ["Egen kontakt", ""]


def test_several_are_there_for_comparison_and_undo_gives_each_its_part_back(cast, petra):
    one, two = company(cast, "Ett", is_comparison=True), company(cast, "Två")
    page = with_those(petra, cast, "compare", one, two, part="comparison")
    assert now(two).is_comparison
    undo(petra, page)
    assert [now(one).is_comparison, now(two).is_comparison] == [True, False]


def test_who_only_reads_gets_no_boxes(cast, client):
    company(cast)
    client.force_login(cast.erik.user)
    page = client.get(reverse("companies:list", args=[cast.programme.public_key]))
    assert "Hand over" not in page.text


def test_undo_leaves_what_a_colleague_changed_since_and_names_it(cast, petra):
    one, two = company(cast, "Ett", contact_function="Egen kontakt"), company(cast, "Två")
    page = with_those(petra, cast, "hand_over", one, two, function="Näringslivsenheten")
    ProgrammeCompany.objects.filter(pk=one.pk).update(contact_function="Kollegans val")
    page = undo(petra, page)
    assert [now(one).contact_function, now(two).contact_function] == ["Kollegans val", ""]
    assert (
        f"1 row stays as it is, since it was changed after you: {one.company.name}." in page.text
    )


def test_undo_gives_back_what_it_changed_though_something_else_of_the_row_changed_since(
    cast, petra
):
    one = company(cast, "Ett", contact_function="Egen kontakt")
    page = with_those(petra, cast, "hand_over", one, function="Näringslivsenheten")
    ProgrammeCompany.objects.filter(pk=one.pk).update(is_comparison=True)
    undo(petra, page)
    assert now(one).contact_function == "Egen kontakt"


def test_pressed_twice_undo_still_gives_back_what_was_before(cast, petra):
    one = company(cast, "Ett", contact_function="Egen kontakt")
    for _time in range(2):
        page = with_those(petra, cast, "hand_over", one, function="Näringslivsenheten")
    undo(petra, page)
    assert now(one).contact_function == "Egen kontakt"


def test_the_undo_of_one_deed_is_no_undo_of_another(cast, petra):
    """What was kept for one, read by another, would be nonsense."""
    one = company(cast, "Ett", contact_function="Egen kontakt", is_comparison=True)
    page = with_those(petra, cast, "hand_over", one, function="Näringslivsenheten")
    address = re.search(r'action="[^"]+/foretag/flera/[^"]+/([^"/]+)/"', page.text)
    other = reverse("companies:compare_back", args=[cast.programme.public_key, address.group(1)])
    assert "There is nothing left to undo" in petra.post(other, follow=True).text
    assert now(one).is_comparison


def test_the_undo_of_somebody_else_is_none_of_mine(cast, petra):
    one = company(cast, "Ett", contact_function="Egen kontakt")
    page = with_those(petra, cast, "hand_over", one, function="Näringslivsenheten")
    colleague = Client()
    colleague.force_login(appoint("patrik", Role.PROGRAMME_LEADER, cast.gr).user)
    assert "There is nothing left to undo" in undo(colleague, page).text
    assert now(one).contact_function == "Näringslivsenheten"


def test_more_than_anybody_means_at_once_is_refused_whole(cast, petra, monkeypatch):
    monkeypatch.setattr("samverka.toolkit.lists.ticked.MOST_AT_ONCE", 1)
    one, two = company(cast, "Ett", contact_function="Egen kontakt"), company(cast, "Två")
    page = with_those(petra, cast, "hand_over", one, two, function="Näringslivsenheten")
    assert "More than 1 rows match, and nothing was changed." in page.text
    assert now(one).contact_function == "Egen kontakt"
