"""The programmes that come with Samverka, each figure of theirs as a page says it."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samverka.delivery.groups.models import Seat
from samverka.delivery.programmes.models import Fund, Programme, ProgrammeFund
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import Role
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.facts import Facts
from samverka.workflows.programme_file.queries import facts_in, facts_of, file_of
from samverka.workflows.programme_file.shipped import shipped
from tests.people import appoint

pytestmark = pytest.mark.django_db
COUNTY = "Länsstyrelsen Gävleborg"
PROJECTS_OF_GAVLEBORG = {
    "Kartläggning av yrkeskunskaper": {"Europeiska socialfonden, Mål 3"},
    "Traineeutbildning för utomnordiska akademiker": {"Europeiska socialfonden, Mål 3"},
    "Frivilligkraft": {"Europeiska flyktingfonden (ERF)"},
    "Verner – en hälsofrämjande introduktion": set(),
    "Mera svenska": set(),
    "Utbildning mot vård och omsorg i Forsa": set(),
    "Organiserad vidareflytt från storstad": set(),
    "Samhällsinformation på webben": {"Europeiska flyktingfonden (ERF)"},
    "Matchning Gävleborg": {"Europeiska flyktingfonden (ERF)"},
    "Yrkes-sfi Gävleborg": {"Europeiska flyktingfonden (ERF)"},
    "Förstudie om yrkes-sfi mot vård och omsorg": {"Europeiska socialfonden 2007–2013"},
    "LANDA – en utveckling av introduktionen för kvotflyktingar": {
        "Europeiska flyktingfonden (ERF)"
    },
    "Öppna Dörrar": {"EU:s regionala fond", "Region Gävleborg"},
    "Gemensamt utvecklingsprojekt för ensamkommande barn och ungdomar": {
        "Europeiska flyktingfonden (ERF)"
    },
}


@pytest.fixture(scope="module")
def read(django_db_setup, django_db_blocker) -> dict[str, Facts]:
    """All of them loaded once for this file, and taken back; what each file said by its key."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        said = {}
        for file in shipped():
            said[file.stem] = facts_of(file.read_text(encoding="utf-8"))
            load_programme(facts=said[file.stem], by=SYSTEM)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def page(read):
    """The text of a page of a programme, as its owner's leader reads it in Swedish."""

    def text_of(slug: str, address: str = "programme:detail") -> str:
        programme = Programme.objects.get(slug=slug)
        return _read(programme.owner, reverse(address, args=[programme.public_key]))

    return text_of


def _read(organisation: Organisation, path: str) -> str:
    with transaction.atomic():
        leader = appoint(f"leder{organisation.pk}", Role.PROGRAMME_LEADER, organisation)
        client = Client()
        client.force_login(leader.user)
        client.cookies["django_language"] = "sv"
        response = client.get(path)
        transaction.set_rollback(True)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def codes(slug: str) -> set[str]:
    programme = Programme.objects.get(slug=slug)
    participations = programme.participations.exclude(organisation__municipality=None)
    return set(participations.values_list("organisation__municipality", flat=True))


def test_each_is_written_again_as_it_was_read(read):
    for key, facts in read.items():
        programme = Programme.objects.get(slug=key)
        assert facts_in(programme) == facts, key
        with translation.override("en"):
            written = file_of(programme)
            again = facts_of(written)
            assert again == facts, key
            assert load_programme(facts=again, by=SYSTEM).lines == [], key
        assert file_of(programme) == written


def test_every_file_says_where_its_facts_come_from_and_what_the_source_leaves_open(read):
    for key, facts in read.items():
        assert facts.rows("källan lämnar öppet"), key
        assert any(row.notes for row in facts.everywhere()), key


@pytest.mark.parametrize(
    ("slug", "rows"),
    [
        ("invast", "S1 S6 S7 S15"),
        ("foraldrastod-for-nyanlanda", "S40"),
        ("integration-gavleborg", "S53"),
        ("verner", "S84"),
        ("larande-for-integration", "S128"),
    ],
)
def test_what_the_sources_leave_open_is_said_on_the_screen(page, slug, rows):
    text = page(slug, "programme_file:sources")
    open_points = text[text.index("1") :]
    assert all(re.search(rf"\b{row}\b", open_points) for row in rows.split())


def test_s3_invast_has_three_sub_regions_with_who_leads_each(read):
    invast = Programme.objects.get(slug="invast")
    assert dict(invast.sub_regions.values_list("name", "lead__name")) == {
        "InVäst GR": "Göteborgsregionen",
        "InVäst Skaraborg": "Skaraborgs kommunalförbund",
        "InVäst Halmstad": "Halmstads kommun",
    }


def test_s6_s7_42_units_of_which_18_in_five_municipalities_by_their_codes(page):
    units = Programme.objects.get(slug="invast").measures.get(code="sfi-verksamheter")
    part = units.parts.get()
    assert (units.target, part.target) == (42, 18)
    five = set(part.municipalities.values_list("code", flat=True))
    assert five == {"1489", "1480", "1482", "1481", "1402"}
    assert "Sfi-verksamheter som deltar i utvecklingsinsatser" in page("invast")


def test_s8_three_of_the_boras_region_take_part_through_gr(read):
    through = Programme.objects.get(slug="invast").participations.filter(via__name="InVäst GR")
    named = set(through.values_list("organisation__municipality", flat=True))
    assert named >= {"1466", "1442", "1463"}


def test_s26_eight_municipalities_and_goteborg(page):
    assert codes("foraldrastod-for-nyanlanda") == {
        *("1401", "1482", "1441", "1462", "1481", "1402", "1415", "1407"),
        "1480",
    }
    assert "9 kommuner" in page("foraldrastod-for-nyanlanda")


def test_s50_21_parties_have_signed_the_agreement(page):
    agreement = Agreement.objects.get()
    text = _read(
        Organisation.objects.get(name=COUNTY),
        reverse("agreements:detail", args=[agreement.public_key]),
    )
    assert agreement.parties.count() == 21
    assert re.search(r"21\s*(/|av)\s*21", text)


def test_s55_s56_a_steering_group_of_six_seats_and_five_fields(read):
    seats = Seat.objects.filter(group__name="Styrgrupp")
    assert seats.count() == 6
    assert seats.filter(organisation=None).count() == 2
    assert Programme.objects.get(slug="integration-gavleborg").fields.count() == 5


def test_s67_every_project_of_gavleborg_is_in_the_list_of_programmes(read):
    text = _read(Organisation.objects.get(name=COUNTY), reverse("programme:list"))
    assert [name for name in PROJECTS_OF_GAVLEBORG if name not in text] == []
    for period in ("oktober 2007", "november 2007", "juni 2008", "september 2008", "april 2009"):
        assert period in text


def test_s67_s96_each_project_has_its_fund_and_the_seven_sources_are_there(page):
    links = ProgrammeFund.objects.filter(
        Q(programme__builds_on__earlier__slug="integration-gavleborg")
        | Q(programme__slug="integration-gavleborg")
    )
    assert Fund.objects.filter(pk__in=links.values("fund")).count() == 7
    for name, funds in PROJECTS_OF_GAVLEBORG.items():
        programme = Programme.objects.get(name=name)
        assert set(programme.funds.values_list("name", flat=True)) == funds
        assert all(fund in page(programme.slug, "programme:about") for fund in funds)
    totals = links.values_list("fund__code", flat=True)
    assert list(totals).count("erf") == 6


def test_s107_the_way_from_2022_back_to_the_partnership_has_no_gap(read):
    project = Programme.objects.get(slug="samverkan-gavleborg-2022")
    knowledge = project.builds_on.get().earlier
    assert knowledge.slug == "integration-gavleborg-2-0"
    assert knowledge.builds_on.get().earlier.slug == "integration-gavleborg"


def test_s108_s109_eleven_organisations_and_48_months(page):
    project = Programme.objects.get(slug="samverkan-gavleborg-2022")
    assert project.participations.count() == 11
    assert codes(project.slug) == {
        *("2183", "2104", "2182", "2184", "2101", "2121", "2132", "2180"),
    }
    assert not codes(project.slug) & {"2161", "2181"}
    assert (project.starts_on, project.ends_on) == (dt.date(2022, 11, 1), dt.date(2026, 10, 31))
    assert (project.ends_on - project.starts_on).days + 1 == 1461
    about = page(project.slug, "programme:about")
    assert "Ljusdal" not in about
    assert "Sandviken" not in about


def test_s116_each_of_the_eight_has_the_function_of_sub_project_leader(read):
    contacts = Programme.objects.get(slug="samverkan-gavleborg-2022").contacts
    assert contacts.filter(function="Delprojektledare").count() == 8


def test_s127_five_municipalities_with_the_owner_among_them(page):
    assert codes("larande-for-integration") == {"1273", "1256", "1290", "1293", "1266"}
    assert "5 kommuner" in page("larande-for-integration")


def test_s128_the_budget_has_no_basis_until_somebody_chooses_it(read):
    programme = Programme.objects.get(slug="larande-for-integration")
    assert (programme.budget, programme.co_financing_share) == (724_775_000, 2_500)
    assert programme.budget_basis == ""
