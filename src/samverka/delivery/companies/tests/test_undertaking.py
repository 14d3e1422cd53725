"""Companies that belong together share one ceiling; those that only share a name do not (S95)."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.companies.aid import aid_standing
from samverka.delivery.companies.models import Company, CompanyLink
from tests.people import TODAY

from .factories import aid, company, the_rule

JANUARY = dt.date(2025, 1, 1)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def rule(db):
    the_rule()


@pytest.fixture
def write(cast, client):
    client.force_login(cast.petra.user)

    def send(work, what, **typed):
        address = reverse("companies:add", args=[cast.programme.public_key, work.public_key, what])
        return client.post(address, typed)

    return send


def link(write, work, other, **typed):
    facts = {"kind": "votes", "source": "Bolagets intyg", "valid_from": "2025-01-01"}
    answer = write(work, "koppling", other=other.company.public_key, **facts, **typed)
    assert answer.status_code == 302, answer.context["form"].errors


def shown(cast, client, work) -> str:
    address = reverse("companies:detail", args=[cast.programme.public_key, work.public_key])
    return client.get(address).content.decode().replace("\u00a0", " ")


def test_linked_companies_share_the_ceiling_over_three_years_from_the_day(cast, client, write):
    mother, daughter = company(cast, "Exempel Holding"), company(cast, "Exempelbageriet")
    grandchild, other = company(cast, "Exempelkaféet"), company(cast, "Någon annan")
    for work, euro in ((mother, 120_000), (daughter, 100_000), (grandchild, 70_000)):
        aid(cast, work, dt.date(2025, 6, 1), euro)
    aid(cast, other, TODAY, 290_000)
    link(write, mother, daughter)
    link(write, daughter, grandchild)
    for work in (mother, daughter, grandchild):
        page = shown(cast, client, work)
        assert "290,000 € over the last 3 years, of at most 300,000 €. 10,000 € is left" in page
        assert "Counted for 3 companies that are one undertaking today" in page
    aid(cast, grandchild, TODAY, 10_001)
    assert aid_standing(mother.company, on=TODAY).is_above
    assert "Above the ceiling" in shown(cast, client, mother)
    before = aid_standing(mother.company, on=JANUARY - ONE_DAY)
    assert [one.name for one in before.companies] == ["Exempel Holding"]


def test_aid_from_before_they_were_linked_counts_and_each_keeps_its_own_afterwards(
    cast, client, write
):
    one, two = company(cast, "Ett"), company(cast, "Två")
    aid(cast, one, dt.date(2024, 5, 1), 200_000)
    aid(cast, two, dt.date(2024, 5, 1), 90_000)
    link(write, one, two)
    assert aid_standing(one.company, on=JANUARY - ONE_DAY).euro_cents == 200_000_00
    assert aid_standing(one.company, on=JANUARY).euro_cents == 290_000_00
    row = CompanyLink.objects.get()
    ending = reverse(
        "companies:end_link", args=[cast.programme.public_key, two.public_key, row.public_key]
    )
    assert client.post(ending, {"on": "2025-01-01"}).status_code == 422
    client.post(ending, {"on": "2026-01-01"})
    assert aid_standing(one.company, on=TODAY).euro_cents == 200_000_00
    assert aid_standing(two.company, on=TODAY).euro_cents == 90_000_00


def test_one_that_no_programme_works_with_is_written_down_by_its_number(cast, client, write):
    work = company(cast)
    facts = {"kind": "contract", "source": "Årsredovisningen", "valid_from": "2025-01-01"}
    nameless = write(work, "koppling", name="Systerbolaget", **facts)
    assert nameless.status_code == 422
    write(work, "koppling", name="Systerbolaget", org_number="559999-9991", **facts)
    sister = Company.objects.get(name="Systerbolaget")
    granted = {
        "company": sister.public_key,
        "granted_by": "Regionen",
        "granted_on": "2026-02-01",
        "amount": "100 000",
        "euro": "9000",
    }
    assert write(work, "stod", **granted).status_code == 302
    assert sister.aids.get().euro_cents == 9_000_00
    assert "9,000 € over the last 3 years" in shown(cast, client, work)
    again = write(work, "koppling", org_number="559999-9991", name="Systerbolaget", **facts)
    assert "They belong together on that day already." in again.content.decode()


def test_the_same_name_without_a_number_is_asked_about_and_never_joined_silently(cast, client):
    first = company(cast, "Åsas Café", sector="Café i Kungälv")
    first.delete()
    client.force_login(cast.petra.user)
    address = reverse("companies:create", args=[cast.programme.public_key])
    asked = client.post(address, {"name": "åsas café", "contact_function": "Platschef"})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "There is a company of this name already." in page
    assert "Café i Kungälv" in page
    assert "Platschef" in page
    assert Company.objects.count() == 1
    client.post(address, {"name": "åsas café", "same_as": "another"})
    assert Company.objects.count() == 2
    there = Company.objects.get(sector="Café i Kungälv")
    client.post(
        address,
        {"name": "Åsas Café", "org_number": "559999-9991", "same_as": there.public_key},
    )
    there.refresh_from_db()
    assert there.org_number == "559999-9991"
    assert Company.objects.count() == 2
