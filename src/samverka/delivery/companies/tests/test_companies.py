"""Companies: taken in once, with what they need, what was done and how it went (S95)."""

import pytest
from django.urls import reverse

from samverka.delivery.companies import actions
from samverka.delivery.companies.models import Company, ProgrammeCompany
from samverka.delivery.companies.queries import before_and_after
from tests.people import TODAY

from .factories import company, result


def address(name, cast, *keys):
    return reverse(f"companies:{name}", args=[cast.programme.public_key, *keys])


def report(cast, client) -> str:
    client.force_login(cast.petra.user)
    return client.get(address("report", cast)).content.decode()


def test_the_report_warns_when_there_is_no_comparison(cast, client):
    result(cast, company(cast), 100, 150)
    shown = report(cast, client)
    assert "No company for comparison has both values." in shown
    assert "do not tell it as a result of the work" in shown


def test_a_comparison_without_a_value_after_is_none(cast, client):
    result(cast, company(cast), 100, 150)
    result(cast, company(cast, "Jämförelsen", is_comparison=True), 100, None)
    shown = report(cast, client)
    assert "No company for comparison" in shown
    assert "1 company has no value after yet." in shown


def test_with_a_comparison_the_report_tells_how_much_more_it_changed(cast, client):
    result(cast, company(cast, "Ett"), 100, 150)
    result(cast, company(cast, "Två"), 200, 230)
    result(cast, company(cast, "Jämförelsen", is_comparison=True), 100, 110)
    [row] = before_and_after(cast.petra, cast.programme)
    assert (row.worked_with.count, row.worked_with.before, row.worked_with.after) == (2, 150, 190)
    assert row.difference == 30
    shown = report(cast, client)
    assert "changed 30.00 more than those compared with" in shown
    assert "No company for comparison" not in shown


def test_a_company_is_written_down_once_for_all_programmes(cast):
    work = company(cast, org_number="559999-9991")
    with pytest.raises(actions.IsInAlready):
        company(cast, "Samma, med annat namn", org_number="559999-9991")
    work.delete()
    company(cast, "Samma, med annat namn", org_number="559999-9991")
    assert Company.objects.count() == 1


def test_a_sole_traders_number_is_not_kept(cast, client):
    """Made up, with a check digit that fits: the third digit tells that it is a person's."""
    client.force_login(cast.petra.user)
    sent = {"name": "Exempels åkeri", "org_number": "810101-1234"}
    answer = client.post(address("create", cast), sent)
    assert answer.status_code == 422
    assert "leave the field empty" in answer.content.decode()
    wrong = client.post(address("create", cast), {**sent, "org_number": "559999-9992"})
    assert "Look at its ten digits." in wrong.content.decode()
    assert not Company.objects.exists()


def test_what_was_done_tells_which_need_it_was_for(cast, client):
    work = company(cast)
    need = actions.add_need(
        work=work, kind="skills", text="Bagare som kan surdeg", found_on=TODAY, by=cast.petra
    )
    actions.add_effort(work=work, text="Studiebesök", done_on=TODAY, need=need, by=cast.petra)
    client.force_login(cast.petra.user)
    shown = client.get(address("detail", cast, work.public_key)).content.decode()
    assert shown.count("Bagare som kan surdeg") == 2


@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("behov", {"kind": "skills", "text": "Bagare", "found_on": "2026-03-01"}),
        ("insats", {"text": "Möte", "done_on": "2026-03-02"}),
        ("anstallning", {"occupation": "Bagare", "number": 2, "employed_on": "2026-03-03"}),
        ("resultat", {"title": "Anställda", "before": "7", "before_on": "2026-01-01"}),
    ],
)
def test_what_is_noted_stands_on_the_page_and_can_be_taken_away(cast, client, what, sent):
    work = company(cast)
    client.force_login(cast.petra.user)
    client.post(address("add", cast, work.public_key, what), sent)
    rows = {
        "behov": work.needs,
        "insats": work.efforts,
        "anstallning": work.recruitments,
        "resultat": work.results,
    }[what]
    row = rows.get()
    shown = client.get(address("detail", cast, work.public_key)).content.decode()
    assert (sent.get("text") or sent.get("occupation") or sent["title"]) in shown
    client.post(address("remove", cast, work.public_key, what, row.public_key))
    assert not rows.exists()


def test_the_value_after_comes_later_than_the_value_before(cast, client):
    work = company(cast)
    made = result(cast, work, 7, None)
    client.force_login(cast.petra.user)
    to_write = address("after", cast, work.public_key, made.public_key)
    early = client.post(to_write, {"after": "9", "after_on": made.before_on.isoformat()})
    assert "must come later than the day before" in early.content.decode()
    client.post(to_write, {"after": "9", "after_on": TODAY.isoformat()})
    made.refresh_from_db()
    assert (made.after, made.after_on) == (9, TODAY)


def test_one_measure_a_company_once(cast):
    work = company(cast)
    result(cast, work, 7, None)
    with pytest.raises(actions.IsMeasuredAlready):
        result(cast, work, 8, None)


def test_two_companies_cannot_have_one_number(cast, client):
    company(cast, "Ett", org_number="559999-9991")
    other = company(cast, "Två")
    client.force_login(cast.petra.user)
    sent = {"name": "Två", "org_number": "5599999991"}
    answer = client.post(address("edit", cast, other.public_key), sent)
    assert "Another company has this organisation number." in answer.content.decode()
    client.post(address("edit", cast, other.public_key), {"name": "Tre"})
    assert ProgrammeCompany.objects.filter(company__name="Tre").exists()


def test_the_list_asks_the_same_few_questions_for_any_number(
    cast, client, django_assert_max_num_queries
):
    for number in range(12):
        work = company(cast, f"Företag {number}")
        actions.add_recruitment(
            work=work, occupation="Bagare", number=2, employed_on=TODAY, by=cast.petra
        )
    client.force_login(cast.petra.user)
    client.get(address("list", cast))
    with django_assert_max_num_queries(10):
        shown = client.get(address("list", cast)).content.decode()
    assert "12 rows" in shown


def test_what_companies_tell_is_for_those_who_work_with_them(cast):
    company(cast)
    assert ProgrammeCompany.objects.visible_to(cast.karin).count() == 1
    for actor in (cast.sara, cast.rut, cast.eve, None):
        assert not ProgrammeCompany.objects.visible_to(actor).exists()
