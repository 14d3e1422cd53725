"""Who takes part, what the fund asks of them, what is missing, and who is counted."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.participants import actions, queries
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.person_data import forget_person
from samverka.delivery.programmes.models import NoAgeBands, ProgrammeRole, in_common, read_bands
from samverka.foundation.accounts.models import Role
from samverka.register.people.models import Access
from tests.people import TODAY, appoint, person

from .factories import age_groups, participant, rule

EVERYTHING = ("sex", "age_band", "unaccompanied", "verification")


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def petra(cast) -> Client:
    return client_of(cast.petra)


@pytest.fixture
def listed(cast):
    def ask(client: Client, **filters) -> list[str]:
        address = reverse("participants:list", args=[cast.programme.public_key])
        shown = client.get(address, {"state": "", **filters}).context["listing"]
        return [str(row.person) for row in shown.page]

    return ask


def send(cast, client: Client, name: str, rows, **typed):
    address = reverse(f"participants:{name}", args=[cast.programme.public_key])
    return client.post(address, {"row": [row.public_key for row in rows], **typed}, follow=True)


def undo(client: Client, answer):
    address = next(
        message.extra_tags
        for message in answer.context["messages"]
        if "/ater/" in message.extra_tags
    )
    return client.post(address, follow=True)


# --- Who is seen ------------------------------------------------------------------------------


def test_an_employer_sees_its_own_and_whoever_leads_those_it_knows(cast, petra, listed):
    participant(cast, person("Amanda", cast.kungalv, cast.gr))
    participant(cast, person("Berit", cast.kungalv))
    participant(cast, person("Cecilia", cast.partille, cast.gr), organisation=cast.partille)
    assert listed(petra) == ["Amanda Exempel", "Cecilia Exempel"]
    assert listed(client_of(cast.karin)) == ["Amanda Exempel", "Berit Exempel"]


def test_a_protected_person_is_seen_by_those_named_only_and_counted_in_sums(cast, petra, listed):
    hidden = person("Amanda", cast.kungalv, cast.gr)
    hidden.is_protected = True
    hidden.save()
    row = participant(cast, hidden)
    Access.objects.create(person=hidden, user=cast.karin.user, since=TODAY)
    assert listed(petra) == []
    page = reverse("participants:detail", args=[cast.programme.public_key, row.public_key])
    assert petra.get(page).status_code == 404
    assert listed(client_of(cast.karin)) == ["Amanda Exempel"]
    assert list(queries.counted(cast.programme, on=TODAY)) == [row]


def test_the_list_asks_the_same_questions_for_any_number(
    cast, petra, django_assert_max_num_queries
):
    rule(cast, "participants", asks=EVERYTHING)
    address = reverse("participants:list", args=[cast.programme.public_key]) + "?lacks=any"
    for number in range(12):
        participant(cast, person(f"Amanda{number}", cast.kungalv, cast.gr))
    petra.get(address)
    with django_assert_max_num_queries(10):
        page = petra.get(address)
    assert len(page.context["listing"].page) == 12


# --- What is missing --------------------------------------------------------------------------


def test_what_is_missing_is_said_of_each_and_filled_in_for_several(cast, petra, listed):
    rule(cast, "participants", asks=EVERYTHING)
    amanda = participant(cast, person("Amanda", cast.kungalv, cast.gr), sex="man")
    berit = participant(cast, person("Berit", cast.kungalv, cast.gr))
    assert listed(petra, lacks="sex") == ["Berit Exempel"]
    assert listed(petra, lacks="any") == ["Amanda Exempel", "Berit Exempel"]
    answer = send(cast, petra, "fill_in_many", [amanda, berit], answer="sex woman")
    assert set(Participant.objects.values_list("sex", flat=True)) == {"woman"}
    assert listed(petra, lacks="sex") == []
    undo(petra, answer)
    assert list(Participant.objects.order_by("pk").values_list("sex", flat=True)) == ["man", ""]


def test_only_of_children_is_it_asked_whether_they_came_alone(cast):
    rule(cast, "participants", asks=("age_band", "unaccompanied"))
    child = participant(cast, person("Amanda", cast.kungalv), age_band="0-17")
    adult = participant(cast, person("Berit", cast.kungalv), age_band="18-60")
    asked = ["age_band", "unaccompanied"]
    rows = queries.participants_of(cast.karin, cast.programme, asked, on=TODAY)
    missing = {row.pk: queries.missing_of(row) for row in rows}
    assert missing == {child.pk: ["Whether a child came without parents"], adult.pk: []}


def test_a_unit_head_fills_in_for_the_own_and_says_nothing_of_days(cast):
    rule(cast, "participants", asks=EVERYTHING)
    age_groups(cast)
    row = participant(cast, person("Amanda", cast.kungalv))
    ulla = client_of(cast.ulla)
    send(cast, ulla, "fill_in_many", [row], answer="age_band 61-")
    row.refresh_from_db()
    assert row.age_band == "61-"
    assert send(cast, ulla, "end_many", [row], reason="Klar").status_code == 403


def test_another_fund_asks_for_other_things_and_nothing_is_lost(cast):
    rule(cast, "participants", asks=("number",))
    row = participant(cast, person("Amanda", cast.kungalv), sex="woman")
    found = queries.participants_of(cast.karin, cast.programme, ["number"], on=TODAY).get()
    assert queries.missing_of(found) == ["Identity number"]
    assert found.sex == row.sex == "woman"


# --- Days -------------------------------------------------------------------------------------


def test_somebody_ends_with_a_reason_and_what_stood_before_is_kept(cast, petra):
    row = participant(cast, person("Amanda", cast.kungalv, cast.gr))
    page = reverse("participants:days", args=[cast.programme.public_key, row.public_key])
    assert petra.post(
        page, {"started_on": "2026-02-14", "ended_on": "2026-03-10"}
    ).status_code == (422)
    typed = {"started_on": "2026-02-14", "ended_on": "2026-03-10", "end_reason": "Fick arbete"}
    assert petra.post(page, typed).status_code == 302
    typed["ended_on"] = "2026-03-11"
    petra.post(page, typed)
    row.refresh_from_db()
    assert (row.ended_on, row.end_reason) == (dt.date(2026, 3, 11), "Fick arbete")
    assert "2026-03-10" in [version.facts["ended_on"] for version in queries.history_of(row)]


def test_reasons_are_those_of_the_fund_where_it_names_any(cast, petra):
    rule(cast, "end_reasons", "Arbete\nUtbildning")
    row = participant(cast, person("Amanda", cast.kungalv, cast.gr))
    page = reverse("participants:days", args=[cast.programme.public_key, row.public_key])
    choices = petra.get(page).context["form"].fields["end_reason"].choices
    assert [label for _value, label in choices] == ["Choose", "Arbete", "Utbildning"]


def test_nobody_ends_before_they_began(cast, petra):
    late = participant(
        cast, person("Amanda", cast.kungalv, cast.gr), started_on=TODAY + dt.timedelta(days=3)
    )
    answer = send(cast, petra, "end_many", [late], reason="Klar")
    assert "must not be before the first one" in str(next(iter(answer.context["messages"])))
    late.refresh_from_db()
    assert late.ended_on is None


def test_several_begin_and_end_at_once_and_it_is_taken_back_exactly(cast, petra):
    rows = [
        participant(cast, person(name, cast.kungalv, cast.gr), started_on=None)
        for name in ("Amanda", "Berit")
    ]
    began = send(cast, petra, "begin_many", rows, first="2026-03-02")
    assert set(Participant.objects.values_list("started_on", flat=True)) == {dt.date(2026, 3, 2)}
    undo(petra, began)
    assert set(Participant.objects.values_list("started_on", flat=True)) == {None}


def test_undo_leaves_what_somebody_else_wrote_since_of_the_same_person(cast, petra):
    rule(cast, "participants", asks=EVERYTHING)
    amanda = participant(cast, person("Amanda", cast.kungalv, cast.gr), started_on=None)
    began = send(cast, petra, "begin_many", [amanda], first="2026-03-02")
    Participant.objects.filter(pk=amanda.pk).update(sex="woman")
    undo(petra, began)
    amanda.refresh_from_db()
    assert (amanda.started_on, amanda.sex) == (None, "woman")


# --- Who is counted ---------------------------------------------------------------------------


def test_a_participant_whom_nobody_verified_is_not_counted(cast, petra):
    """S99."""
    rule(cast, "participants", asks=EVERYTHING)
    rule(cast, "verifying", "Pass\nUppehållstillstånd")
    amanda = participant(cast, person("Amanda", cast.kungalv, cast.gr))
    berit = participant(cast, person("Berit", cast.kungalv, cast.gr))
    assert not queries.counted(cast.programme, on=TODAY)
    page = reverse(
        "participants:verification", args=[cast.programme.public_key, amanda.public_key]
    )
    assert petra.post(page, {"on": "2026-03-17", "how": "Pass"}).status_code == 422
    assert petra.post(page, {"on": "2026-03-16", "how": "Handslag"}).status_code == 422
    assert petra.post(page, {"on": "2026-03-16", "how": "Pass"}).status_code == 302
    assert list(queries.counted(cast.programme, on=TODAY)) == [amanda]
    amanda.refresh_from_db()
    assert (amanda.verified_how, amanda.verified_by_id) == ("Pass", cast.petra.user_id)
    several = send(cast, petra, "verify_many", [amanda, berit], how="Uppehållstillstånd")
    assert queries.counted(cast.programme, on=TODAY).count() == 2
    undo(petra, several)
    assert list(queries.counted(cast.programme, on=TODAY)) == [amanda]


def test_project_staff_never_count_and_are_never_verified_where_the_fund_says_so(cast, petra):
    rule(cast, "participants", asks=("verification",))
    rule(cast, "no_staff")
    leader = appoint("lena", Role.STAFF_MEMBER, cast.kungalv)
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=leader.user,
        organisation=cast.kungalv,
        role=Role.SUB_PROJECT_LEADER,
        valid_from=TODAY,
    )
    lena = person("Lena", cast.kungalv, cast.gr)
    lena.user = leader.user
    lena.save()
    row = participant(cast, lena)
    answer = send(cast, petra, "verify_many", [row], how="Pass")
    assert "counts no project staff" in str(next(iter(answer.context["messages"])))
    row.refresh_from_db()
    assert row.verified_on is None
    Participant.objects.update(verified_on=TODAY, verified_how="Pass")
    assert not queries.counted(cast.programme, on=TODAY)
    with pytest.raises(actions.IsStaff):
        actions.begin(
            programme=cast.programme,
            persons=[(lena, cast.kungalv.pk, TODAY)],
            on=TODAY,
            by=cast.petra,
        )


def test_somebody_is_one_participant_however_often_and_wherever_they_begin(cast):
    """S6, S15."""
    amanda = person("Amanda", cast.kungalv)
    for organisation, first in ((cast.kungalv, TODAY), (cast.partille, TODAY)):
        actions.begin(
            programme=cast.programme,
            persons=[(amanda, organisation.pk, first)],
            on=TODAY,
            by=cast.petra,
        )
    assert queries.counted(cast.programme, on=TODAY).count() == 1
    assert Participant.objects.get().organisation == cast.kungalv


def test_counts_by_sex_and_age_point_nobody_out(cast, petra):
    age_groups(cast)
    for number in range(7):
        participant(cast, person(f"Amanda{number}", cast.kungalv), sex="woman", age_band="18-60")
    for number in range(6):
        participant(cast, person(f"Berit{number}", cast.kungalv), sex="man", age_band="18-60")
    participant(cast, person("Cecilia", cast.kungalv), sex="man", age_band="61-")
    table = queries.counts_by_sex_and_age(cast.programme, on=TODAY)
    assert table.total == 14
    assert table.rows[1][2] is None
    assert table.row_totals[0] == 7
    page = petra.get(reverse("participants:counts", args=[cast.programme.public_key]))
    assert "14" in page.content.decode()
    assert "hidden" in page.content.decode()


# --- Age groups are the fund's ----------------------------------------------------------------


def test_another_fund_has_other_age_groups_and_what_was_noted_stays(cast, petra):
    rule(cast, "participants", asks=("age_band",))
    age_groups(cast, "0–17", "18–29", "30–54", "55–")
    row = participant(cast, person("Amanda", cast.kungalv, cast.gr), age_band="18-60")
    page = reverse("participants:facts", args=[cast.programme.public_key, row.public_key])
    choices = petra.get(page).context["form"].fields["age_band"].choices
    groups = ["Under 18", "18 to 29", "18 to 60", "30 to 54", "55 and over"]
    assert [label for _value, label in choices] == ["Choose", *groups]
    petra.post(page, {"age_band": "30-54"})
    row.refresh_from_db()
    assert row.get_age_band_display() == "30 to 54"
    assert row.versions.get().facts["age_band"] == "18-60"


def test_two_funds_with_other_age_groups_are_both_served():
    one, other = read_bands("0–17\n18–60\n61–"), read_bands("0-17\n18-29\n30-")
    codes = [band.code for band in in_common([one, other])]
    assert codes == ["0-17", "18-29", "30-60", "61-"]


@pytest.mark.parametrize(
    "text", ["", "Barn", "0–17", "0–17\n19–", "0–17\n17–", "18–", "0–17\n18–\n61–"]
)
def test_age_groups_that_leave_somebody_out_or_count_twice_are_refused(text):
    with pytest.raises(NoAgeBands, match="one age group a line"):
        read_bands(text)


# --- Who is forgotten goes on counting --------------------------------------------------------


def test_what_was_told_to_a_fund_stays_true_when_somebody_is_forgotten(cast):
    rule(cast, "participants", asks=EVERYTHING)
    age_groups(cast)
    facts = {"sex": "woman", "age_band": "61-", "is_unaccompanied": False, "ended_on": TODAY}
    seen = {"verified_on": TODAY, "verified_how": "Pass", "end_reason": "Flyttade"}
    rows = [
        participant(cast, person(f"Amanda{number}", cast.kungalv), **facts, **seen)
        for number in range(6)
    ]
    told = queries.counts_by_sex_and_age(cast.programme, on=TODAY)
    forget_person(person=rows[0].person, on=TODAY, by=cast.petra)
    assert queries.counts_by_sex_and_age(cast.programme, on=TODAY) == told
    row = Participant.objects.get(pk=rows[0].pk)
    left = {name: value for name, value in row.kept.items() if value not in ("", None)}
    assert set(left) == {"organisation_id", "sex", "age_band", "started_on"}
    assert not row.versions.exists()


def test_who_was_never_counted_or_whom_no_fund_asks_for_leaves_no_row(cast):
    amanda = participant(cast, person("Amanda", cast.kungalv))
    forget_person(person=amanda.person, on=TODAY, by=cast.petra)
    rule(cast, "participants", asks=("verification",))
    berit = participant(cast, person("Berit", cast.kungalv))
    forget_person(person=berit.person, on=TODAY, by=cast.petra)
    assert not Participant.objects.exists()
