import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import training_day
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Position
from tests.people import LONG_AGO, person

pytestmark = pytest.mark.django_db


def page(actor, cast, **asked):
    client = Client()
    client.force_login(actor.user)
    return client.get(reverse("coverage:staff", args=[cast.programme.public_key]), asked)


def staff(cast, count: int, organisation, title="Kurator", contact="direct", reached=0) -> None:
    session = training_day(cast).sessions.get()
    for number in range(count):
        made = person(f"Amanda {number}", organisation, title=title)
        made.positions.update(contact=contact)
        if number < reached:
            Attendance.objects.create(
                session=session, person=made, organisation=organisation, mark="here", minutes=60
            )


def numbers(table, label: str):
    [line] = [line for line in table.lines if line.label == label]
    return (*line.numbers, line.total)


def test_staff_by_function_and_municipality_and_who_is_reached(cast):
    staff(cast, 7, cast.kungalv, "Kurator", "direct", reached=6)
    staff(cast, 2, cast.partille, "Rektor", "indirect", reached=1)
    staff(cast, 1, cast.osby)
    shown = page(cast.petra, cast).context
    assert numbers(shown["reach"], "Kungälv kommun") == (6, 1, 7)
    assert numbers(shown["reach"], "Partille kommun") == (1, 1, 2)
    assert numbers(shown["functions"], "Kurator") == (6, 1, 7)
    assert shown["reach"].sums.total == shown["functions"].sums.total == 9


def test_direct_and_indirect_sum_to_the_total(cast):
    staff(cast, 5, cast.kungalv, contact="direct")
    staff(cast, 3, cast.kungalv, "Rektor", "indirect")
    staff(cast, 2, cast.partille, contact="")
    table = page(cast.petra, cast).context["contact"]
    assert numbers(table, "Kungälv kommun") == (5, 3, 0, 8)
    assert (table.sums.numbers, table.sums.total) == ((5, 3, 2), 10)


def test_somebody_with_two_functions_counts_once_as_direct_where_one_is(cast):
    staff(cast, 1, cast.kungalv, contact="indirect")
    school = Organisation.objects.create(
        name="Skolan", kind=Organisation.Kind.UNIT, part_of=cast.partille
    )
    position = Position.objects.get()
    Position.objects.create(
        person=position.person,
        organisation=school,
        title="Lärare",
        contact="direct",
        valid_from=LONG_AGO,
    )
    table = page(cast.petra, cast).context["contact"]
    assert table.sums.total == 1
    assert numbers(table, "Partille kommun") == (1, 0, 0, 1)


def test_an_organisation_opens_its_functions(cast):
    staff(cast, 2, cast.kungalv, "Kurator")
    staff(cast, 3, cast.partille, "Rektor")
    shown = page(cast.petra, cast, organisation=cast.partille.public_key)
    assert [line.label for line in shown.context["functions"].lines] == ["Rektor"]


def test_those_who_do_not_lead_see_no_small_number_and_no_others_functions(cast):
    staff(cast, 9, cast.kungalv, reached=7)
    staff(cast, 3, cast.partille)
    shown = page(cast.karin, cast, organisation=cast.partille.public_key).context
    assert numbers(shown["reach"], "Partille kommun")[1:] == (None, None)
    assert shown["chosen"] is False
    assert shown["reach"].hides_something


def test_no_table_tells_what_another_holds_back(cast):
    staff(cast, 8, cast.kungalv, contact="direct", reached=5)
    staff(cast, 9, cast.partille, contact="indirect")
    shown = page(cast.karin, cast).context
    assert numbers(shown["reach"], "Kungälv kommun") == (None, None, 8)
    assert shown["reach"].sums.numbers == (None, None)
    assert numbers(shown["contact"], "Kungälv kommun") == (8, 0, 0, 8)
    assert shown["functions"] is None


def test_an_organisation_whose_total_would_tell_is_closed_in_both_tables(cast):
    staff(cast, 5, cast.kungalv, contact="direct", reached=4)
    staff(cast, 9, cast.partille)
    shown = page(cast.karin, cast).context
    assert numbers(shown["reach"], "Kungälv kommun") == (None, None, None)
    assert numbers(shown["contact"], "Kungälv kommun") == (None, 0, 0, None)
    assert shown["contact"].sums.total is None


def test_functions_are_for_everybody_where_no_group_is_small(cast):
    staff(cast, 11, cast.kungalv, reached=6)
    assert numbers(page(cast.karin, cast).context["functions"], "Kurator") == (6, 5, 11)


def test_the_page_asks_the_same_few_questions_however_many_work_there(
    cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = Client()
    client.force_login(cast.petra.user)
    url = reverse("coverage:staff", args=[cast.programme.public_key])
    staff(cast, 1, cast.kungalv)
    client.get(url)
    with django_assert_max_num_queries(10) as few:
        client.get(url)
    staff(cast, 20, cast.kungalv, "Rektor")
    with django_assert_num_queries(len(few)):
        client.get(url)


def functions_shown(actor, cast, **asked):
    return [line.label for line in page(actor, cast, **asked).context["listing"].page]


def test_the_functions_are_a_list_narrowed_by_words_and_by_who_is_reached(cast):
    staff(cast, 5, cast.kungalv, "Kurator", reached=5)
    staff(cast, 2, cast.kungalv, "Rektor", reached=1)
    staff(cast, 3, cast.partille, "Studierektor")
    assert functions_shown(cast.petra, cast, q="rektor") == ["Studierektor", "Rektor"]
    assert functions_shown(cast.petra, cast, reached="nobody") == ["Studierektor"]
    assert functions_shown(cast.petra, cast, reached="some") == ["Rektor"]
    assert functions_shown(cast.petra, cast, reached="all") == ["Kurator"]
    assert functions_shown(cast.petra, cast, sort="total")[0] == "Rektor"


def test_the_functions_of_one_organisation_stay_chosen_while_they_are_narrowed(cast):
    staff(cast, 2, cast.kungalv, "Rektor")
    staff(cast, 3, cast.partille, "Rektor")
    asked = {"organisation": cast.partille.public_key, "q": "rek"}
    [line] = page(cast.petra, cast, **asked).context["listing"].page
    assert line.total == 3


def test_the_functions_are_taken_out_as_they_are_seen(cast):
    staff(cast, 2, cast.kungalv, "Kurator", reached=1)
    staff(cast, 3, cast.partille, "Rektor")
    file = page(cast.petra, cast, q="kurator", format="csv").content.decode("utf-8-sig")
    assert file.splitlines()[1:] == ["Kurator;1;1;2"]


def test_no_file_is_made_of_functions_that_one_is_not_shown(cast):
    staff(cast, 8, cast.kungalv, reached=5)
    answer = page(cast.karin, cast, format="csv")
    assert answer["Content-Type"].startswith("text/html")
    assert answer.context["listing"] is None
