"""Several companies are handed over or compared at once, and how that is undone."""

import re

import pytest
from django.urls import reverse

from samverka.delivery.companies.models import ProgrammeCompany

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
