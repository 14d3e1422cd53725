"""A round asks people, counts who has answered, and is read by those it said would read."""

import csv
import dataclasses
import datetime as dt
import io

import pytest
from django.urls import reverse

from samverka.foundation.accounts.models import Role
from samverka.register.instruments import actions, permissions, queries
from samverka.register.instruments.models import Asked, Response, Round, RoundReader
from samverka.register.people.actions import give_children_role, set_children
from samverka.register.people.models import Person
from tests.people import TODAY, person
from tests.post import do_what_waits

from .factories import FORM, FULL, WORK, a_round, answered, asked, begun, by_link, instrument

NAMES = ("Amanda", "Bashir", "Cecilia", "Dawit", "Elin")
FIGURES, ANSWERS = RoundReader.Sees.FIGURES, RoundReader.Sees.ANSWERS


def reader(organisation, role: str, sees: str = FIGURES) -> actions.Reader:
    return actions.Reader(organisation, role, sees)


def everybody(cast, held: Round) -> list[Asked]:
    return [asked(held, person(name, cast.gr), cast.gr, cast.olga) for name in NAMES]


def test_the_staff_of_units_are_asked_once_and_only_those_one_may_see(cast, client):
    held = a_round(cast.olga)
    for name in NAMES[:2]:
        person(name, cast.kungalv, cast.gr)
    person("Okänd", cast.kungalv)
    client.force_login(cast.olga.user)
    form = {"organisations": [cast.kungalv.pk], "who": "staff"}
    url = reverse("instruments:round_ask", args=[held.public_key])
    client.post(url, form)
    client.post(url, form)
    given = held.asked.values_list("person__given_name", flat=True)
    assert sorted(given) == ["Amanda", "Bashir"]


def test_the_rate_tells_who_has_not_answered(cast, client):
    held = a_round(cast.olga)
    first, second, third, *_others = everybody(cast, held)
    answered(first)
    begun(second)
    actions.decline(asked=third, by=cast.olga)
    rate = queries.rate(held)
    assert (rate.asked, rate.done, rate.begun, rate.declined, rate.silent) == (5, 1, 1, 1, 3)
    assert rate.share == 20
    client.force_login(cast.olga.user)
    page = client.get(reverse("instruments:people", args=[held.public_key]), {"state": "asked"})
    assert "Dawit" in page.content.decode()
    assert "Amanda" not in page.content.decode()


@pytest.mark.django_db(transaction=False)
def test_links_leave_by_mail_and_whoever_has_not_answered_is_reminded(
    cast, letters, client, django_capture_on_commit_callbacks
):
    held = a_round(cast.olga)
    first, second, *_others = everybody(cast, held)
    Person.objects.filter(pk=first.person_id).update(email="amanda@example.org")
    Person.objects.filter(pk=second.person_id).update(email="bashir@example.org")
    client.force_login(cast.olga.user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("instruments:round_send", args=[held.public_key]))
    do_what_waits()
    assert sorted(letter["To"] for letter in letters) == [
        "amanda@example.org",
        "bashir@example.org",
    ]
    body = next(one for one in letters if "amanda" in one["To"]).get_content()
    assert queries.token_of(first) in body
    assert queries.token_of(second) not in body
    answered(first)
    letters.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("instruments:round_remind", args=[held.public_key]))
        client.post(reverse("instruments:round_remind", args=[held.public_key]))
    do_what_waits()
    assert [letter["To"] for letter in letters] == ["bashir@example.org"]
    assert Asked.objects.get(pk=second.pk).reminded_on == TODAY


def _figures(held, *, is_over=True, reads_answers=False) -> queries.Figures:
    return queries.figures(held, is_over=is_over, reads_answers=reads_answers)


def test_whoever_may_not_read_each_answer_sees_figures_of_five_at_least(cast):
    about_staff, open_matters = (
        a_round(cast.olga, made=instrument(cast.olga, sphere=sphere, name=sphere))
        for sphere in ("staff", "open")
    )
    for held in (about_staff, open_matters):
        rows = everybody(cast, held)
        for one in rows[:4]:
            answered(one, {"works": "yes"})
    assert _figures(about_staff).too_few
    assert not _figures(about_staff, reads_answers=True).too_few
    assert not _figures(open_matters).too_few
    answered(about_staff.asked.exclude(state="done").first(), {"works": "no", "sure": 2})
    found = {one.item.name: one for one in _figures(about_staff).items}
    assert (found["works"].is_held_back, found["sure"].is_held_back) == (False, True)


def test_figures_tell_of_each_item_how_many_answered_and_what(cast):
    held = a_round(cast.olga)
    rows = everybody(cast, held)
    for number, one in enumerate(rows[:3]):
        answered(one, FULL | {"sure": number + 1, "hours": 10 * number})
    answered(rows[3], {"works": "no"})
    found = {one.item.name: one for one in _figures(held, reads_answers=True).items}
    works = found["works"]
    assert [(one.choice.name, one.count, one.share) for one in works.counts] == [
        ("yes", 3, 75),
        ("no", 1, 25),
    ]
    assert (found["sure"].answered, found["sure"].not_answered, found["sure"].mean) == (3, 1, 2)
    assert (found["hours"].least, found["hours"].most) == (0, 20)
    assert found["health"].is_held_back, "what is sensitive is no figure"


def test_anonymous_figures_are_shown_of_five_when_the_round_is_over(cast):
    held = a_round(cast.olga, way="anonymous")
    rows = everybody(cast, held)
    for one in rows[:4]:
        answered(one, {"works": "yes", "sure": 4})
    assert _figures(held).too_few
    answered(rows[4], {"works": "no"})
    assert _figures(held, is_over=False).not_over
    found = {one.item.name: one for one in _figures(held).items}
    assert found["works"].answered == 5
    assert found["sure"].is_held_back, "four have answered it"


def test_an_anonymous_round_is_not_opened_again_once_it_is_over(cast):
    held = a_round(cast.olga, way="anonymous")
    actions.close_round(asked_round=held, on=TODAY, by=cast.olga)
    with pytest.raises(actions.Refused):
        actions.reopen_round(asked_round=held, on=TODAY, by=cast.olga)
    facts = {name: getattr(held, name) for name in ("name", "opens_on", "others_see")}
    later = facts | {"closes_on": held.closes_on + dt.timedelta(days=9)}
    with pytest.raises(actions.Refused):
        actions.change_round(asked_round=held, values=later, on=TODAY, by=cast.olga)


def test_of_health_and_pupils_only_the_readers_read(cast):
    made = instrument(cast.olga, sphere="health")
    with pytest.raises(actions.Refused):
        a_round(cast.olga, made=made)
    held = a_round(cast.olga, made=made, readers=[reader(cast.gr, Role.RESEARCHER, ANSWERS)])
    assert permissions.may_run(cast.olga, held)
    assert not permissions.may_read_figures(cast.olga, held)
    assert not permissions.may_read_answers(cast.olga, held)
    assert not permissions.may_hand_out_links(cast.olga, held)
    assert permissions.may_read_answers(cast.rut, held)


def test_what_newcomers_answer_is_read_by_the_readers_alone_and_once_it_is_over(cast):
    made = instrument(cast.olga, sphere="newcomer")
    facts = {"made": made, "way": "link", "readers": [reader(cast.gr, Role.RESEARCHER, FIGURES)]}
    held = a_round(cast.olga, **facts)
    assert not permissions.may_read_figures(cast.olga, held)
    assert permissions.may_read_figures(cast.rut, held)
    assert queries.figures(held, is_over=False, reads_answers=False).not_over
    actions.close_round(asked_round=held, on=TODAY, by=cast.olga)
    with pytest.raises(actions.Refused):
        actions.reopen_round(asked_round=held, on=TODAY, by=cast.olga)


def test_a_reader_elsewhere_sees_the_figures_and_nobody_else_there_does(cast, client):
    held = a_round(cast.olga, readers=[reader(cast.kungalv, Role.UNIT_HEAD)])
    url = reverse("instruments:results", args=[held.public_key])
    client.force_login(cast.ulla.user)
    assert client.get(url).status_code == 200
    assert client.get(f"{url}svar/").status_code == 403
    client.force_login(cast.karin.user)
    assert client.get(url).status_code == 404


def test_who_reads_is_told_before_the_first_question_and_grows_no_more_after_an_answer(
    cast, client
):
    held = a_round(
        cast.olga, readers=[reader(cast.kungalv, Role.UNIT_HEAD)], others_see="Bara summor."
    )
    one = asked(held, person("Amanda", cast.gr), cast.gr, cast.olga)
    page = client.get(reverse("instruments_answer:begin", args=[queries.token_of(one)]))
    text = page.content.decode()
    assert "Enhetschef" in text
    assert "Kungälv" in text
    assert "Bara summor." in text
    begun(one)
    with pytest.raises(actions.Refused):
        actions.add_reader(asked_round=held, reader=reader(cast.gr, Role.RESEARCHER), by=cast.olga)
    values = {name: getattr(held, name) for name in ("name", "opens_on", "closes_on")}
    with pytest.raises(actions.Refused):
        actions.change_round(
            asked_round=held, values=values | {"others_see": "Allt"}, on=TODAY, by=cast.olga
        )


def test_answers_leave_with_a_code_book(cast, client):
    held = a_round(cast.olga, readers=[reader(cast.gr, Role.RESEARCHER, ANSWERS)])
    one = asked(held, person("Amanda", cast.gr), cast.gr, cast.olga)
    answered(one, FULL | {"more": "=1+1"})
    client.force_login(cast.rut.user)
    file = client.get(reverse("instruments:export", args=[held.public_key, "svar"]))
    heading, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    told = dict(zip(heading, row, strict=True))
    assert (told["Name"], told["works"], told["hours"]) == ("Amanda Exempel", "yes", "30")
    assert told["health"] == "Bra"
    assert not told["more"].startswith("="), "a text is never a formula"
    book = client.get(reverse("instruments:export", args=[held.public_key, "kodbok"]))
    text = book.content.decode()
    assert "Arbetar du?" in text
    assert "هل تعمل؟" in text
    assert "Inte alls" in text
    whole = client.get(reverse("instruments:export", args=[held.public_key, "allt"]))
    assert whole.content.startswith(b"PK")
    client.force_login(cast.olga.user)
    refused = client.get(reverse("instruments:export", args=[held.public_key, "svar"]))
    assert refused.status_code == 403


def test_links_are_not_handed_out_where_whoever_has_one_could_read_what_is_begun(cast, client):
    """What tells of persons is begun behind the link; only who reads each answer holds it."""
    client.force_login(cast.olga.user)
    reads = actions.Reader(cast.gr, "organiser", "answers")
    plain = dataclasses.replace(FORM, items=(WORK,))
    cases = (
        ("named", plain, [], True),
        ("named", FORM, [], False),
        ("named", FORM, [reads], True),
        ("anonymous", plain, [], False),
    )
    for number, (way, form, readers, is_there) in enumerate(cases):
        made = instrument(cast.olga, form, name=f"Nr {number}")
        held = a_round(cast.olga, way=way, made=made, readers=readers)
        one = asked(held, person("Amanda", cast.gr), cast.gr, cast.olga)
        page = client.get(reverse("instruments:links", args=[held.public_key]))
        assert (queries.token_of(one) in page.content.decode()) is is_there


def test_whoever_has_signed_in_finds_what_they_are_asked(cast, client):
    held = a_round(cast.olga)
    sara = person("Sara", cast.kungalv, cast.gr)
    Person.objects.filter(pk=sara.pk).update(user=cast.sara.user)
    one = asked(held, sara, cast.kungalv, cast.olga)
    client.force_login(cast.sara.user)
    page = client.get(reverse("instruments:mine")).content.decode()
    assert queries.token_of(one) in page
    client.force_login(cast.ulla.user)
    assert queries.token_of(one) not in client.get(reverse("instruments:mine")).content.decode()


def test_an_organisation_is_asked_for_one_answer(cast):
    held = a_round(cast.olga)
    for _time in range(2):
        actions.ask(
            asked_round=held, organisations=[cast.kungalv, cast.partille], on=TODAY, by=cast.olga
        )
    assert held.asked.count() == 2
    assert {one.answers_as for one in held.asked.all()} == {Asked.As.INVENTORY}


def test_a_round_by_link_asks_nobody_by_name(cast):
    held = a_round(cast.olga, way="link")
    with pytest.raises(actions.Refused):
        actions.ask(asked_round=held, organisations=[cast.kungalv], on=TODAY, by=cast.olga)
    by_link(held, "abc", {"works": "no"})
    assert queries.rate(held).asked is None
    assert Response.objects.get().asked is None


@pytest.mark.sqlite
def test_lists_ask_the_same_few_questions_for_any_number_of_rows(
    cast, client, django_assert_max_num_queries
):
    held = a_round(cast.olga)
    everybody(cast, held)
    for number in range(3):
        instrument(cast.olga, name=f"Annat {number}")
    client.force_login(cast.olga.user)
    key = held.version.instrument.public_key
    for url in (
        reverse("instruments:list"),
        reverse("instruments:detail", args=[key]),
        reverse("instruments:version", args=[key, 1]),
        reverse("instruments:round", args=[held.public_key]),
        reverse("instruments:people", args=[held.public_key]),
        reverse("instruments:results", args=[held.public_key]),
    ):
        with django_assert_max_num_queries(10):
            assert client.get(url).status_code == 200


def test_those_ticked_are_asked_no_more_but_not_who_has_begun(cast, client):
    held = a_round(cast.olga)
    first, second, *others = everybody(cast, held)
    begun(first)
    client.force_login(cast.olga.user)
    ticked = {"row": [first.public_key, second.public_key]}
    client.post(reverse("instruments:withdraw", args=[held.public_key]), ticked)
    left = set(held.asked.values_list("pk", flat=True))
    assert left == {first.pk, *(one.pk for one in others)}
    with pytest.raises(actions.Refused):
        actions.withdraw(asked=[first], by=cast.olga)


def test_a_child_who_is_asked_is_told_of_to_those_with_the_role_only(cast):
    child = person("Amanda", cast.gr)
    one = asked(a_round(cast.olga), child, cast.gr, cast.olga)
    set_children(persons=[child.pk], is_child=True, about=cast.programme, by=cast.olga)
    assert one not in Asked.objects.visible_to(cast.olga)
    give_children_role(
        user=cast.olga.user, organisation=cast.gr, reason="Samordnar", on=TODAY, by=cast.ada
    )
    assert one in Asked.objects.visible_to(cast.olga)
