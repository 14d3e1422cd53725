"""What a programme's funds count in it, and how far the records can answer."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.delivery.companies.models import Company, CompanyEffort, ProgrammeCompany
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.tests.factories import participant
from samverka.delivery.programmes.models import Fund, FundRule, Participation, ProgrammeFund
from samverka.foundation.accounts.actor import SYSTEM
from samverka.publishing.indicators import actions, queries
from samverka.publishing.indicators.definitions import NotDefinitions, read, shipped
from samverka.publishing.indicators.models import Definition
from tests.people import LONG_AGO, TODAY, person

pytestmark = pytest.mark.django_db

AMIF, ESF = "amif-2021-2027", "esf-plus-2021-2027"
GROUPS = {AMIF: "0–17\n18–60\n61–", ESF: "0–17\n18–29\n30–54\n55–"}
OF_ESF = [f"EECO{number:02}" for number in range(1, 20)] + [f"EECR{n:02}" for n in range(1, 7)]


@pytest.fixture
def pays(cast):
    """Let a fund pay for the programme, with its own age groups."""

    def pay(code: str) -> None:
        fund = Fund.objects.create(code=code, name=code.upper())
        ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
        said = {"age_bands": GROUPS[code], "participants": "Som det står"}
        for subject, value in said.items():
            FundRule.objects.create(
                fund=fund,
                subject=subject,
                value=value,
                source="Handboken",
                valid_from=LONG_AGO,
                asks=["verification"] if subject == "participants" else [],
            )

    return pay


@pytest.fixture
def petra(cast) -> Client:
    client = Client()
    client.force_login(cast.petra.user)
    return client


@pytest.fixture
def lines(cast):
    def ask() -> dict[str, queries.Line]:
        found = queries.lines_of(cast.programme, on=TODAY)
        return {line.definition.code: line for line in found}

    return ask


def came(cast, count: int, **facts) -> None:
    seen = {"verified_on": TODAY, "verified_how": "Pass"}
    before = Participant.objects.count()
    for number in range(before, before + count):
        participant(cast, person(f"Amanda{number}", cast.kungalv), **(seen | facts))


def version(code: str = "O.2.3", **said) -> str:
    facts = {
        "code": code,
        "name": "Nytt namn",
        "counts": "Något",
        "unit": "personer",
        "certainty": "recalled",
        "computed_from": "participants",
        **said,
    }
    lines = "".join(f"\n    {key}: {value}" for key, value in facts.items())
    return f"fund: {AMIF}\nsource: Ändringen\nfrom: 2026-06-01\nindicators:\n  -{lines}"


# --- The definitions --------------------------------------------------------------------------


def test_every_common_indicator_is_there_with_source_and_how_sure_it_is():
    found = Definition.objects.filter(valid_to=None)
    assert [row.code for row in found.filter(fund_code=ESF).order_by("number")] == OF_ESF
    amif = [row.code for row in found.filter(fund_code=AMIF).order_by("number")]
    assert {code.partition(".")[0] for code in amif} == {"O", "R"}
    assert [row.source for row in found if "Förordning" not in row.source] == []
    sure = dict(found.values_list("code", "certainty"))
    assert (sure["O.2.2"], sure["EECO01"], sure["R.2.9"]) == ("read", "meaning", "recalled")
    assert len(list(shipped())) == found.count()


def test_what_is_taken_in_never_changes_and_the_same_file_twice_adds_nothing():
    assert actions.take_in(definitions=shipped(), by=SYSTEM) == 0
    other = read(version(version=1, **{"from": "2021-01-01"}))
    with pytest.raises(actions.VersionStands, match=r"Version 1 of O\.2\.3"):
        actions.take_in(definitions=other, by=SYSTEM)


def test_a_programme_that_began_before_a_new_version_is_counted_as_before(cast, pays, lines):
    pays(AMIF)
    cast.programme.starts_on = dt.date(2025, 1, 1)
    cast.programme.save()
    came(cast, 7)
    told = lines()["O.2.3"]
    assert actions.take_in(definitions=read(version(version=2)), by=SYSTEM) == 1
    assert lines()["O.2.3"] == told
    cast.programme.starts_on = dt.date(2026, 6, 1)
    assert lines()["O.2.3"].definition.name == "Nytt namn"


def test_a_version_cannot_begin_before_the_one_it_follows():
    early = read(version(version=2, **{"from": "2020-01-01"}))
    with pytest.raises(actions.BeginsTooEarly, match="must begin after 2021-01-01"):
        actions.take_in(definitions=early, by=SYSTEM)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"computed_from": "gissning"}, "says 'gissning' for computed_from"),
        ({"why_not": "Går inte"}, "or why it is not computed"),
        ({"unit": ""}, "does not say: unit"),
        ({"färg": "röd"}, "says what nobody asks: färg"),
    ],
)
def test_a_definition_that_says_too_little_or_too_much_is_refused(said, sentence):
    with pytest.raises(NotDefinitions, match=sentence):
        read(version(**said))


# --- The numbers ------------------------------------------------------------------------------


def test_unique_verified_persons_by_sex(cast, pays, lines):
    """S99: unique persons by indicator, and nobody who is not verified."""
    pays(AMIF)
    came(cast, 8, sex="woman", age_band="18-60")
    came(cast, 6, sex="man", age_band="18-60")
    came(cast, 1, sex="man", age_band="18-60", verified_on=None, verified_how="")
    line = lines()["O.2.3"]
    assert (line.value, line.by_sex) == (14, (8, 6, 0, 0))
    assert line.lacks == ("Some have begun and are not counted: not verified, or project staff",)


def test_a_small_group_is_hidden_and_cannot_be_reckoned(cast, pays, lines):
    pays(AMIF)
    came(cast, 8, sex="woman", age_band="18-60")
    came(cast, 2, sex="man", age_band="18-60")
    line = lines()["O.2.3"]
    assert line.by_sex[1] is None
    assert None in (line.value, line.by_sex[0])


def test_ages_are_told_where_the_funds_groups_say_them_and_not_guessed(cast, pays, lines):
    pays(ESF)
    came(cast, 6, sex="woman", age_band="0-17")
    came(cast, 7, sex="woman", age_band="18-29")
    came(cast, 9, sex="woman", age_band="55-")
    found = lines()
    assert [found[code].value for code in ("EECO01", "EECO06", "EECO07", "EECO08")] == [
        22,
        6,
        7,
        9,
    ]
    assert found["EECO02"].value is None
    assert "antecknas inte" in found["EECO02"].definition.why_not
    FundRule.objects.filter(subject="age_bands").update(value=GROUPS[AMIF])
    found = lines()
    assert found["EECO06"].value == 6
    assert found["EECO07"].lacks == ("The fund's age groups do not say it",)


def test_organisations_and_companies_are_counted_once_and_those_that_lead_are_not(
    cast, pays, lines
):
    pays(ESF)
    cast.programme.participations.all().delete()
    for organisation, part in [
        (cast.gr, Participation.Part.OWNER),
        (cast.kungalv, Participation.Part.PARTICIPANT),
        (cast.partille, Participation.Part.PARTICIPANT),
    ]:
        Participation.objects.create(
            programme=cast.programme, organisation=organisation, part=part
        )
    for name, size in [("Bageri Exempel", "micro"), ("Stor Exempel", "large"), ("Ny", "")]:
        company = Company.objects.create(name=name, size=size)
        work = ProgrammeCompany.objects.create(programme=cast.programme, company=company)
        CompanyEffort.objects.create(work=work, done_on=TODAY, text="Besök")
    found = lines()
    assert found["EECO18"].value == 2
    assert (found["EECO19"].value, found["EECO19"].lacks) == (
        1,
        ("Size is not noted of every company",),
    )


# --- The pages --------------------------------------------------------------------------------


def test_whoever_leads_reads_every_indicator_and_takes_it_out_as_a_file(cast, pays, petra):
    pays(AMIF)
    came(cast, 9, sex="woman", age_band="18-60")
    address = reverse("indicators:list", args=[cast.programme.public_key])
    page = petra.get(address).content.decode()
    assert "Deltagare som fått stöd" in page
    assert "En aktivitet säger att den är en kurs" in page
    file = petra.get(address, {"format": "xlsx", "shown": "computed"}).content
    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    row = next(row for row in rows if row[0] == "O.2.3")
    assert row[2:7] == [9, 9, 0, 0, 0]


def test_a_number_opens_to_its_definition_and_what_it_is_made_of(cast, pays, petra):
    pays(AMIF)
    came(cast, 9, sex="woman", age_band="18-60")
    keys = [cast.programme.public_key, AMIF]
    page = petra.get(reverse("indicators:detail", args=[*keys, "O.2.3"])).content.decode()
    participants = reverse("participants:list", args=[cast.programme.public_key])
    assert f'href="{participants}?sex=woman"' in page
    assert "Recalled, not confirmed" in page
    Participation.objects.get_or_create(
        programme=cast.programme, organisation=cast.kungalv, part=Participation.Part.PARTICIPANT
    )
    made_of = petra.get(reverse("indicators:detail", args=[*keys, "O.2.2"])).content.decode()
    assert reverse("organisation:detail", args=[cast.kungalv.public_key]) in made_of


def test_the_list_asks_few_questions(cast, pays, petra, django_assert_max_num_queries):
    pays(AMIF)
    pays(ESF)
    came(cast, 9, sex="woman", age_band="18-29")
    queries.lines_of(cast.programme, on=TODAY)
    with django_assert_max_num_queries(10):
        queries.lines_of(cast.programme, on=TODAY)


def test_a_programme_without_such_a_fund_says_so(cast, petra):
    address = reverse("indicators:list", args=[cast.programme.public_key])
    assert "Nobody has described what" in petra.get(address).content.decode()
