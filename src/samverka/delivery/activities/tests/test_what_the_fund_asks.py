"""The form of a participant asks what the programme's fund asks, by rules that are data (S2)."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import TOMORROW, place, training_day
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Fund, FundRule, ProgrammeFund
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY, person

ESF, AMIF = ["number"], ["age_band", "sex", "verification"]


def fund(code: str, asks: list[str]) -> Fund:
    made = Fund.objects.create(code=code, name=code.upper())
    FundRule.objects.create(
        fund=made,
        subject="participants",
        value="Som det står",
        source=f"Handbok {code}",
        valid_from=LONG_AGO,
        asks=asks,
    )
    FundRule.objects.create(
        fund=made,
        subject="age_bands",
        value="0–17\n18–60\n61–",
        source=f"Handbok {code}",
        valid_from=LONG_AGO,
    )
    return made


@pytest.fixture
def pays(cast):
    """Let one fund pay for the programme, and no other."""
    funds = {"esf": fund("esf", ESF), "amif": fund("amif", AMIF)}

    def change(code: str) -> None:
        ProgrammeFund.objects.filter(programme=cast.programme).delete()
        ProgrammeFund.objects.create(programme=cast.programme, fund=funds[code])

    return change


@pytest.fixture
def olga(cast) -> Client:
    client = Client()
    client.force_login(cast.olga.user)
    return client


@pytest.fixture
def register(cast, olga):
    activity = training_day(cast, TOMORROW)

    def send(**typed):
        address = reverse("activities:register_new", args=[activity.public_key])
        common = {
            "given_name": "Amanda",
            "family_name": "Exempel",
            "organisation": cast.kungalv.pk,
            "title": "Lärare",
        }
        return olga.post(address, common | typed)

    send.activity = activity
    return send


def test_esf_asks_for_a_personal_number_and_amif_for_sex_and_age_group(pays, olga, register):
    address = reverse("activities:register_new", args=[register.activity.public_key])
    pays("esf")
    esf = olga.get(address).context["form"].fields
    assert {"number"} == {"number", "sex", "age_band"} & set(esf)
    assert "Handbok esf" in olga.get(address).content.decode()
    pays("amif")
    page = olga.get(address)
    assert {"sex", "age_band"} == {"number", "sex", "age_band"} & set(page.context["form"].fields)
    labels = [label for _value, label in page.context["form"].fields["sex"].choices]
    assert labels == ["Choose", "Woman", "Man", "Non-binary"]
    ages = [label for _value, label in page.context["form"].fields["age_band"].choices]
    assert ages == ["Choose", "Under 18", "18 to 60", "61 and over"]
    assert "also asks how and when citizenship was verified" in page.content.decode()


def test_what_is_asked_is_required_and_what_is_typed_stays(pays, register):
    pays("esf")
    refused = register(number="")
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"number"}
    assert "Amanda" in refused.content.decode()
    pays("amif")
    assert set(register(sex="man").context["form"].errors) == {"age_band"}
    assert not Person.objects.exists()


def test_nobody_is_turned_away_for_what_is_not_known_yet(cast, pays, olga, register):
    pays("esf")
    asked = olga.get(reverse("activities:register_new", args=[register.activity.public_key]))
    assert "(optional)" not in asked.content.decode()
    refused = register(number="")
    assert "tick below that it is not known yet" in refused.content.decode()
    assert register(number="", later="on").status_code == 302
    detail = reverse("activities:detail", args=[register.activity.public_key])
    assert "Lacks what the fund asks" in olga.get(detail).content.decode()
    petra = Client()
    petra.force_login(cast.petra.user)
    missing = reverse("participants:list", args=[cast.programme.public_key]) + "?lacks=any"
    row = petra.get(missing).content.decode()
    assert "Exempel, Amanda" in row
    assert "Identity number" in row


def test_after_a_change_of_fund_nothing_that_was_recorded_is_lost(cast, pays, olga, register):
    pays("esf")
    assert register(number="890630-2396").status_code == 302
    amanda = Person.objects.get()
    sealed = amanda.identity_sealed
    assert sealed
    pays("amif")
    detail = reverse("activities:detail", args=[register.activity.public_key])
    assert "Lacks what the fund asks" in olga.get(detail).content.decode()
    registration = register.activity.registrations.get()
    facts = reverse("activities:facts", args=[registration.public_key])
    assert set(olga.get(facts).context["form"].fields) == {"sex", "age_band", "later"}
    olga.post(facts, {"sex": "non_binary", "age_band": "18-60"})
    assert "Lacks what the fund asks" not in olga.get(detail).content.decode()
    amanda.refresh_from_db()
    assert amanda.identity_sealed == sealed
    pays("esf")
    page = olga.get(facts)
    assert set(page.context["form"].fields) == set()
    assert "The identity number is known already." in page.content.decode()
    assert "890630" not in page.content.decode()
    noted = Participant.objects.get()
    assert (noted.sex, noted.age_band, noted.noted_on) == ("non_binary", "18-60", TODAY)


def test_a_programme_without_such_a_rule_asks_nothing_of_it(cast, olga, register):
    assert register().status_code == 302
    detail = reverse("activities:detail", args=[register.activity.public_key])
    assert "Lacks what the fund asks" not in olga.get(detail).content.decode()


def test_a_rule_that_has_ended_asks_nothing(cast, pays, register):
    pays("esf")
    FundRule.objects.update(valid_to=TODAY)
    assert register().status_code == 302


def test_those_who_do_not_run_the_activity_do_not_read_what_is_noted(cast, pays):
    pays("amif")
    somebody = person("Amanda", cast.kungalv, cast.gr)
    registration = place(cast, training_day(cast, TOMORROW), somebody)
    client = Client()
    client.force_login(cast.karin.user)
    facts = reverse("activities:facts", args=[registration.public_key])
    assert client.get(facts).status_code == 403
