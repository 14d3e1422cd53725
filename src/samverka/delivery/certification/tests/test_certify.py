"""The employer certifies a month; what was certified stays, and changes after it are told."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samverka.delivery.activities import person_data as activities
from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification import actions, chain, person_data, queries
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.rates.tests.factories import category, esf
from samverka.engine.hours import Rule
from samverka.register.people.models import Person
from samverka.toolkit.texts import hours
from tests.people import TODAY, person

from .factories import FEBRUARY, MARCH, certified_month, certify, counts, course


def page(name, cast, *keys):
    return reverse(f"certification:{name}", args=[cast.programme.public_key, *keys])


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def test_seven_times_two_and_a_half_hours_is_17_claimed_and_17_and_a_half_certified(cast):
    certified_month(cast)
    line = CertifiedLine.objects.get(name="Amina Exempel")
    assert (line.minutes, line.claimed) == (1050, 1020)


def test_7_9_hours_is_7(cast):
    certified_month(cast)
    line = CertifiedLine.objects.get(name="Bo Exempel")
    assert (line.minutes, line.claimed) == (474, 420)


def test_what_nobody_has_classified_is_a_work_list_and_in_no_sum(cast, client):
    course(cast, {person("Amina", cast.kungalv): [150]})
    fund = esf(cast)
    assert queries.due(cast.programme, on=TODAY) == []
    assert [(row.activities, row.minutes) for row in queries.not_decided(cast.programme)] == [
        (1, 150)
    ]
    client.force_login(cast.petra.user)
    text = client.get(page("overview", cast)).content.decode()
    assert page("classify", cast, fund.code) in text


def test_whoever_leads_says_on_one_page_what_counts(cast, client):
    activity = course(cast, {person("Amina", cast.kungalv): [150]})
    client.force_login(cast.petra.user)
    key, fund = activity.public_key, esf(cast)
    client.post(page("classify", cast, fund.code), {f"counts_{key}": "yes", f"note_{key}": "Kurs"})
    assert [row.minutes for row in queries.due(cast.programme, on=TODAY)] == [150]
    client.post(page("classify", cast, fund.code), {f"counts_{key}": "", f"note_{key}": ""})
    assert queries.due(cast.programme, on=TODAY) == []


def test_karin_certifies_on_the_page_with_a_tick_and_a_category_for_each(cast, karin):
    amina, bo = person("Amina", cast.kungalv), person("Bo", cast.kungalv)
    counts(cast, course(cast, {amina: [150], bo: [90]}))
    own = category(cast)
    url = page("certify", cast, "esf", "2026-02")
    assert "Amina Exempel" in karin.get(url).content.decode()
    sent = {"function": "Delprojektledare"}
    for somebody, minutes in ((amina, 150), (bo, 90)):
        sent |= {
            f"minutes_{somebody.public_key}": minutes,
            f"category_{somebody.public_key}": own.pk,
        }
    sent[f"once_{amina.public_key}"] = "on"
    answer = karin.post(url, sent, follow=True)
    assert "Amina Exempel" in answer.content.decode()
    made = Certificate.objects.get()
    assert (made.certified_by, made.function) == (cast.karin.user, "Delprojektledare")
    claimed = dict(made.lines.values_list("person__given_name", "claimed"))
    assert claimed == {"Amina": 120, "Bo": 0}
    known = queries.categories_known(esf(cast), cast.kungalv, FEBRUARY)
    assert known == {amina.pk: own.pk, bo.pk: own.pk}


def test_somebody_without_a_category_is_named_where_the_fund_has_categories(cast):
    counts(cast, course(cast, {person("Amina", cast.kungalv): [150]}))
    category(cast)
    with pytest.raises(actions.CategoryLacks, match="Amina Exempel"):
        certify(cast)


def test_nobody_certifies_their_own_hours_and_a_colleague_can(cast):
    own = person("Karin", cast.kungalv)
    own.user = cast.karin.user
    own.save()
    counts(cast, course(cast, {own: [150]}))
    with pytest.raises(actions.OwnHours):
        certify(cast)
    assert certify(cast, by=cast.ulla).number == 1


def test_the_order_of_the_rows_does_not_tell_how_the_name_of_somebody_protected_begins(cast):
    amina, bo, cala = (person(name, cast.kungalv) for name in ("Amina", "Bo", "Cala"))
    bo.is_protected = True
    bo.save()
    counts(cast, course(cast, {amina: [60], bo: [60], cala: [60]}))
    rows = queries.worked_in(cast.programme, esf(cast), cast.kungalv, FEBRUARY, Rule.EXACT)
    assert [row.person for row in rows] == [amina, cala, bo]
    certify(cast)
    Attendance.objects.update(minutes=70)
    [certificate] = Certificate.objects.all()
    changed = queries.changes_since(certificate)
    assert [row.person for row in changed] == [amina, cala, bo]


def test_a_certificate_lists_those_who_are_not_named_last(cast, karin):
    certified_month(cast)
    made = Certificate.objects.get()
    Person.objects.filter(given_name="Amina").update(is_protected=True)
    lines = karin.get(page("certificate", cast, made.public_key)).context["lines"]
    assert [each.name for each in lines] == ["Bo Exempel", "Protected identity"]


def test_own_hours_are_known_by_the_address_where_nobody_has_joined_account_and_person(cast):
    own = person("Karin", cast.kungalv)
    own.email = cast.karin.user.email.upper()
    own.save()
    counts(cast, course(cast, {own: [150]}))
    with pytest.raises(actions.OwnHours):
        certify(cast)
    assert certify(cast, by=cast.ulla).number == 1


def test_a_month_that_is_not_over_is_refused_with_the_day_it_can_be_certified(cast):
    counts(cast, course(cast, {person("Amina", cast.kungalv): [150]}, month=MARCH))
    with pytest.raises(actions.MonthIsNotOver, match="1 April 2026"):
        certify(cast, month=MARCH)


def test_hours_are_not_certified_while_nobody_has_written_how_the_fund_counts(cast):
    counts(cast, course(cast, {person("Amina", cast.kungalv): [150]}))
    FundRule.objects.update(value="som fonden säger")
    with pytest.raises(actions.NoRule):
        certify(cast)


def test_what_changed_while_one_looked_is_not_certified(cast):
    somebody = person("Amina", cast.kungalv)
    counts(cast, course(cast, {somebody: [150]}))
    with pytest.raises(actions.ChangedMeanwhile):
        certify(cast, words={somebody: actions.Word(120, None, True)})


def test_a_certified_month_is_not_certified_twice(cast):
    certified_month(cast)
    with pytest.raises(actions.NothingNew):
        certify(cast)


def test_a_wrong_category_is_mended_by_a_next_version(cast, karin):
    counts(cast, course(cast, {person("Amina", cast.kungalv): [150]}))
    old = certify(cast, category=category(cast, "p"))
    text = karin.get(page("certificate", cast, old.public_key)).content.decode()
    assert page("certify", cast, "esf", "2026-02") in text
    new = certify(cast, category=category(cast, "q"))
    assert (new.number, new.lines.get().category.code) == (2, "q")
    assert old.lines.get().category.code == "p"


def test_a_correction_after_is_told_row_by_row_and_the_old_certificate_stays(cast, karin):
    old = certified_month(cast)
    Attendance.objects.filter(person__given_name="Bo").update(minutes=240)
    assert [(str(row.person), row.before, row.now) for row in queries.changes_since(old)] == [
        ("Bo Exempel", 474, 240)
    ]
    text = karin.get(page("certificate", cast, old.public_key)).content.decode()
    assert "A new version is needed" in text
    assert [row.certificate for row in queries.due(cast.programme, on=TODAY)] == [old]
    new = certify(cast)
    assert (new.number, new.digest_before) == (2, old.digest)
    assert old.lines.get(name="Bo Exempel").minutes == 474
    assert queries.due(cast.programme, on=TODAY) == []
    assert [row.minutes for row in queries.claimed(cast.programme, esf(cast))] == [1260]


def test_hours_that_are_all_gone_can_be_certified_as_none(cast):
    certified_month(cast)
    Attendance.objects.all().delete()
    assert certify(cast).lines.count() == 0
    assert queries.due(cast.programme, on=TODAY) == []


def test_the_chain_tells_a_line_that_was_changed_in_the_database(cast, karin):
    made = certified_month(cast)
    assert chain.broken_link(cast.programme, cast.kungalv) is None
    CertifiedLine.objects.filter(name="Bo Exempel").update(claimed=60)
    assert chain.broken_link(cast.programme, cast.kungalv) == made
    text = karin.get(page("certificate", cast, made.public_key)).content.decode()
    assert "Something was changed after it was certified" in text


def test_the_chain_tells_a_certificate_that_was_taken_out(cast):
    made = certified_month(cast)
    Attendance.objects.filter(person__given_name="Bo").update(minutes=240)
    second = certify(cast)
    made.lines.all().delete()
    made.delete()
    assert chain.broken_link(cast.programme, cast.kungalv) == second


def test_a_person_joined_into_another_keeps_the_certified_line_and_the_chain(cast, karin):
    made = certified_month(cast)
    bo = Person.objects.get(given_name="Bo")
    same = person("Boris", cast.kungalv)
    activities.move_person(old=bo, new=same, by=cast.karin)
    person_data.move_person(old=bo, new=same, by=cast.karin)
    line = made.lines.get(person=same)
    assert (line.name, line.minutes) == ("Bo Exempel", 474)
    assert chain.broken_link(cast.programme, cast.kungalv) is None
    assert queries.due(cast.programme, on=TODAY) == []
    text = karin.get(page("certificate", cast, made.public_key)).content.decode()
    assert "Boris Exempel" in text
    assert "then Bo Exempel" in text


def test_those_who_lead_see_the_sums_and_no_names(cast, client):
    made = certified_month(cast)
    client.force_login(cast.petra.user)
    text = client.get(page("certificate", cast, made.public_key)).content.decode()
    assert hours(1050) not in text
    assert "Amina" not in text
    assert hours(1050 + 474) in text


def test_a_protected_persons_name_is_neither_written_nor_shown(cast, karin):
    hidden = person("Hemlig", cast.kungalv)
    hidden.is_protected = True
    hidden.save()
    counts(cast, course(cast, {hidden: [150]}))
    text = karin.get(page("certify", cast, "esf", "2026-02")).content.decode()
    assert "Hemlig" not in text
    made = certify(cast)
    assert made.lines.get().name == ""
    assert "Hemlig" not in karin.get(page("certificate", cast, made.public_key)).content.decode()


def test_a_month_waits_on_the_home_of_those_who_certify_until_it_is_certified(cast, karin):
    counts(cast, course(cast, {person("Amina", cast.kungalv): [150]}))
    assert "Certify hours" in karin.get("/").content.decode()
    certify(cast)
    assert "Certify hours" not in karin.get("/").content.decode()


def test_the_certificate_and_the_form_to_sign_are_pdfs(cast, karin):
    made = certified_month(cast)
    for url in (
        page("certificate_pdf", cast, made.public_key),
        page("form_pdf", cast, "esf", "2026-02"),
    ):
        assert karin.get(url).content.startswith(b"%PDF")


@pytest.mark.parametrize("page_name", ["overview", "certify"])
def test_a_page_asks_as_much_for_many_as_for_few(
    cast, karin, django_assert_max_num_queries, page_name
):
    people = {person(f"Nr{number}", cast.kungalv): [90] for number in range(12)}
    counts(cast, course(cast, people))
    keys = [] if page_name == "overview" else ["esf", "2026-02"]
    with django_assert_max_num_queries(30):
        karin.get(page(page_name, cast, *keys))


@given(st.lists(st.integers(1, 600), min_size=1, max_size=30))
def test_a_month_is_rounded_once_whatever_the_sessions(stretches):
    counted = queries.counted({1: sum(stretches)}, FEBRUARY, Rule.WHOLE_DOWN)[1]
    assert counted.counted == sum(stretches) // 60 * 60
