"""The programmes that come with Samverka, each figure of theirs as a page says it."""

import re

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samverka.delivery.groups.models import Seat
from samverka.delivery.programmes.models import Fund, Participation, Programme, ProgrammeFund
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


def test_s108_eleven_organisations_by_their_codes(page):
    project = Programme.objects.get(slug="samverkan-gavleborg-2022")
    assert project.participations.count() == 11
    assert codes(project.slug) == {
        *("2183", "2104", "2182", "2184", "2101", "2121", "2132", "2180"),
    }
    assert not codes(project.slug) & {"2161", "2181"}
    about = page(project.slug, "programme:about")
    assert "Ljusdal" not in about
    assert "Sandviken" not in about


def test_s116_each_of_the_eight_has_the_function_of_sub_project_leader(read):
    contacts = Programme.objects.get(slug="samverkan-gavleborg-2022").contacts
    assert contacts.filter(function="Delprojektledare").count() == 8


def test_s127_five_municipalities_with_the_owner_among_them(page):
    assert codes("larande-for-integration") == {"1273", "1256", "1290", "1293", "1266"}
    assert "5 kommuner" in page("larande-for-integration")


# --- The rows' own checks, on what is loaded --------------------------------------------------


@pytest.fixture
def leads(read):
    """Whoever leads a programme for its owner, in the browser, in Swedish."""

    def of(slug: str) -> tuple[Client, Programme]:
        programme = Programme.objects.get(slug=slug)
        leader = appoint(f"leder-{slug}", Role.PROGRAMME_LEADER, programme.owner)
        client = Client()
        client.force_login(leader.user)
        client.cookies["django_language"] = "sv"
        return client, programme

    return of


def get(client: Client, name: str, *keys, **asked) -> str:
    answer = client.get(reverse(name, args=keys), asked)
    assert answer.status_code == 200
    return words_of(answer)


def words_of(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.replace("\u00a0", " ").split())


def post(client: Client, name: str, *keys, **sent):
    answer = client.post(reverse(name, args=keys), sent)
    assert answer.status_code == 302
    return answer


def test_s2_from_esf_to_amif_what_is_asked_changes_and_nothing_else(leads):
    client, invast = leads("invast")
    key = invast.public_key
    esf = get(client, "programmes:funds", key)
    assert "Tre år från den 31 december" in esf
    assert "Närvaro per person" in esf
    before = facts_in(invast)
    fund = Fund.objects.get(code="amif-2021-2027")
    post(client, "programmes:add_part", key, "finansiering", fund=fund.pk)
    post(client, "programmes:remove_part", key, "finansiering", "esf-2014-2020")
    amif = get(client, "programmes:funds", key)
    assert "Tre år från den 31 december" not in amif
    assert "Närvaro per person" not in amif
    for asked in ("Fem år från den 31 december", "Deltagarlista med unikt id, kön, åldersgrupp"):
        assert asked in amif
    after = facts_in(Programme.objects.get(pk=invast.pk))
    for part in ("delregioner", "deltar", "faser", "arbetsområden", "delmål"):
        assert after.rows(part) == before.rows(part)
    assert Fund.objects.filter(code="esf-2014-2020").exists()


def test_s4_two_areas_in_three_sub_regions_and_a_common_one_are_seven_cells(leads):
    client, invast = leads("invast")
    answer = client.get(reverse("programmes:work", args=[invast.public_key]))
    assert [len(row.cells) for row in answer.context["matrix"]] == [3, 3, 1]


def test_s20_projects_about_newcomers_in_upper_secondary_school(leads):
    client, _invast = leads("invast")
    answer = client.get(reverse("portfolio:portfolio"), {"theme": "nyanlanda-i-gymnasieskolan"})
    names = {row.name for row in answer.context["listing"].rows}
    assert names == {"InVäst – Integration Västsverige", "Plug In 2.0"}


def test_s25_the_report_of_the_grant_asks_what_the_grant_asks(leads):
    client, programme = leads("foraldrastod-for-nyanlanda")
    text = get(client, "final_reports:report", programme.public_key, "paragraf-37")
    assert "Ekonomisk redovisning av utbetalda medel" in text
    assert "Vad medlen har använts till" in text
    assert "Närvaro per person" not in text


def test_s24_the_report_is_run_to_the_planned_and_to_the_extended_end(leads):
    client, programme = leads("foraldrastod-for-nyanlanda")
    keys = (programme.public_key, "paragraf-37")
    assert "31 december 2019" in get(client, "final_reports:report", *keys, until="planned")
    assert "31 maj 2020" in get(client, "final_reports:report", *keys)


def test_s52_what_each_measure_of_the_introduction_is_a_share_of_is_on_its_page(leads):
    client, programme = leads("integration-gavleborg")
    key, work, handed_over = (
        programme.public_key,
        "andel-med-arbetsmarknadsinslag",
        "overlamningar-utan-avbrott",
    )
    assert "Personer i introduktion" in get(client, "measures:write_value", key, work)
    typed = {"day": "2009-05-01", "source": "Partnernas register"}
    for code, numerator, denominator in ((work, "21", "84"), (handed_over, "34", "40")):
        share = {"numerator": numerator, "denominator": denominator}
        post(client, "measures:write_value", key, code, **typed, **share)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1.0 * numerator / denominator FROM measures_measurevalue")
        assert {float(share) for (share,) in cursor.fetchall()} == {0.25, 0.85}
    assert "0,25" in get(client, "measures:detail", key, work)
    assert "0,85" in get(client, "measures:detail", key, handed_over)


def test_s67_all_projects_stand_on_the_time_line_with_what_each_fund_pays_for(leads):
    client, _programme = leads("integration-gavleborg")
    answer = client.get(reverse("portfolio:portfolio"))
    line, totals = answer.context["line"], answer.context["totals"]
    assert set(PROJECTS_OF_GAVLEBORG) <= {row.programme.name for row in line.lines}
    assert {2007, 2008, 2009} <= set(line.years)
    told = {row.fund.name: (row.programmes, row.budgets, row.unknown) for row in totals}
    # Six projects are paid by the refugee fund, and the source tells the budget of none of them.
    assert told["Europeiska flyktingfonden (ERF)"] == (6, 0, 6)
    assert told["Europeiska socialfonden, Mål 3"] == (2, 0, 2)


def test_s98_the_slides_have_every_field_and_project_with_the_registers_numbers(leads):
    client, programme = leads("integration-gavleborg")
    text = get(client, "portfolio:deck", programme.public_key)
    for field in programme.fields.all():
        assert field.name in text
    assert [name for name in PROJECTS_OF_GAVLEBORG if name not in text] == []
    assert "5 områden" in text
    later = programme.led_to.count()
    assert f"{later} projekt" in text


def test_s104_s111_eleven_plans_are_there_and_implementation_waits_for_all(leads):
    client, programme = leads("samverkan-gavleborg-2022")
    overview = get(client, "plans:overview", programme.public_key)
    assert "0 av 11" in overview
    answer = client.post(reverse("change_phase:open", args=[programme.public_key, "2"]))
    assert answer.status_code == 409
    assert "Alla elva organisationer har en godkänd aktivitetslista" in words_of(answer)


def test_s107_the_chain_is_walked_on_the_page_from_the_agreement_to_2022(leads):
    client, programme = leads("samverkan-gavleborg-2022")
    text = get(client, "programme:about", programme.public_key)
    chain = ("Integration Gävleborg", "Integration Gävleborg 2.0", "Samverkan Gävleborg 2022")
    lineage = text[text.index("Integration Gävleborg 2.0") - 200 :]
    assert all(name in lineage for name in chain)
    assert Agreement.objects.get().title.startswith("Överenskommelse om regional samverkan")


def test_s109_48_months_and_1461_days_and_no_cost_after_the_last_of_them(leads):
    client, programme = leads("samverkan-gavleborg-2022")
    text = get(client, "change_phase:phases", programme.public_key)
    assert "48 månader" in text
    assert "1461 dagar" in text
    keys = [programme.public_key, programme.owner.public_key]
    cost = {"kind": "travel", "text": "Tåg", "receipt": "1", "amount": "100", "paid_on": ""}
    where = reverse("budgets:add_cost", args=keys)
    assert "söndag 1 november 2026" in words_of(
        client.post(where, cost | {"incurred_on": "2026-11-01"})
    )
    assert client.post(where, cost | {"incurred_on": "2026-10-31"}).status_code == 302
    assert "onsdag 31 december 2031" in get(client, "programme:about", programme.public_key)


def test_s116_the_public_page_shows_a_sub_project_leader_in_each_of_eight(read):
    Programme.objects.filter(slug="samverkan-gavleborg-2022").update(is_public=True)
    text = get(Client(), "pages:programme", "samverkan-gavleborg-2022")
    for place in Participation.objects.filter(
        programme__slug="samverkan-gavleborg-2022", organisation__kind="municipality"
    ):
        assert f"Delprojektledare, {place.organisation}" in text
    assert text.count("Delprojektledare, ") == 8


def test_s128_both_readings_are_shown_until_somebody_chooses(leads):
    client, programme = leads("larande-for-integration")
    assert (programme.budget, programme.co_financing_share) == (724_775_000, 2_500)
    assert programme.budget_basis == ""
    text = get(client, "budgets:overview", programme.public_key)
    assert "1 811 937,50" in text
    assert "2 415 916,67" in text
