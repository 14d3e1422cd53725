"""How often each came, where nobody came from, and what opens behind a number (S29, S70)."""

import csv
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.delivery.programmes.models import Participation
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import LONG_AGO, appoint, municipality, person

from .factories import came, four_days, series

LABELS = ["4 of 4", "3 of 4", "2 of 4", "1 of 4"]


def page_of(client, actor, made, name="detail", **asked):
    client.force_login(actor.user)
    keys = [made.programme.public_key, made.public_key]
    return client.get(reverse(f"series:{name}", args=keys), asked)


@pytest.fixture
def told(client, cast):
    """Four days; Kungälv came to all but the last, Partille to the first, Lerum to none."""
    client.cookies["django_language"] = "en"
    lerum = municipality("1441", "Lerum")
    Participation.objects.create(
        programme=cast.programme, organisation=lerum, part="participant", valid_from=LONG_AGO
    )
    days = four_days(cast)
    times = {"Amina": 3, "Bo": 3, "Cia": 3, "Didrik": 2, "Ebba": 2, "Farid": 1}
    for name, count in times.items():
        came(cast, person(name, cast.kungalv), cast.kungalv, *days[:count])
    paula = person("Paula", cast.partille)
    Person.objects.filter(pk=paula.pk).update(is_protected=True)
    came(cast, paula, cast.partille, days[0])
    gun = person("Gun", cast.gr)
    came(cast, gun, cast.gr, *days)
    return series(cast, *days)


def test_s29_attended_4_of_4_3_of_4_and_so_on_sums_to_the_unique_persons(client, cast, told):
    report = page_of(client, cast.petra, told).context["report"]
    assert report.sums.times == (1, 3, 2, 2)
    assert sum(report.sums.times) == report.sums.total == 8
    by_name = {line.label: line for line in report.lines}
    assert by_name["Kungälv"].times == (0, 3, 2, 1)
    assert by_name["Partille"].times == (0, 0, 0, 1)
    assert by_name[""].times == (1, 0, 0, 0), "GR is no municipality"
    columns = zip(*(line.times for line in report.lines), strict=True)
    assert tuple(map(sum, columns)) == report.sums.times
    text = page_of(client, cast.petra, told).content.decode()
    assert all(label in text for label in LABELS)
    assert "8 persons came to at least one of 4 activities." in text


def test_s29_a_municipality_nobody_came_from_is_named_and_what_the_others_lack(client, cast, told):
    gaps = {line.label: line for line in page_of(client, cast.petra, told).context["gaps"]}
    assert set(gaps) == {"Kungälv", "Lerum", "Partille"}
    assert gaps["Lerum"].has_nobody
    assert [each.title for each in gaps["Kungälv"].lacks] == ["Dag 4"]
    assert [each.title for each in gaps["Partille"].lacks] == ["Dag 2", "Dag 3", "Dag 4"]


def test_days_that_nobody_is_noted_at_yet_are_not_held_against_who_came(client, cast):
    client.cookies["django_language"] = "en"
    days = four_days(cast)
    came(cast, person("Amina", cast.kungalv), cast.kungalv, *days[:2])
    shown = page_of(client, cast.petra, series(cast, *days))
    report = shown.context["report"]
    assert report.sums.times == (1, 0), "Amina came to 2 of the 2 that have been"
    text = shown.content.decode()
    assert "2 of 2" in text
    assert "Counted so far: 2 of 4 activities." in text


def test_every_number_opens_to_as_many_persons(client, cast, told):
    client.force_login(cast.petra.user)
    context = page_of(client, cast.petra, told).context
    for row in [*context["lines"], context["sums"]]:
        for number, url, *_rest in [*row["times"], row["total"], *row["days"]]:
            if number:
                behind = client.get(url, follow=True).context
                assert len(behind["listing"].rows) + behind["not_shown"] == number, url


def test_protected_persons_are_counted_and_named_to_nobody_else(client, cast, told):
    for actor in (cast.petra, cast.olga, cast.karin, cast.rut):
        shown = page_of(client, actor, told, "persons")
        assert "Paula" not in shown.content.decode()
    shown = page_of(client, cast.petra, told, "persons", municipality="1402")
    assert (shown.context["not_shown"], list(shown.context["listing"].rows)) == (1, [])
    assert Event.objects.filter(verb="read", user_id=cast.petra.user_id, person_id__gt=0).exists()


def test_who_does_not_answer_for_the_sums_sees_no_number_that_tells_of_somebody(
    client, cast, told
):
    """Karin knows those of Kungälv anyway; Rut sees totals from five on."""
    of_karin = page_of(client, cast.karin, told).context["report"]
    by_name = {line.label: line for line in of_karin.lines}
    assert by_name["Kungälv"].times == (0, 3, 2, 1)
    assert by_name["Partille"].total is None
    of_rut = page_of(client, cast.rut, told)
    shown = [n for line in of_rut.context["report"].lines for n in (*line.times, line.total) if n]
    assert all(number >= 5 for number in shown)
    assert max(of_rut.context["report"].sums.days) == 1, "whether somebody came, not how many"
    seen = page_of(client, cast.rut, told, "file", format="csv").content.decode("utf-8-sig")
    partille = next(line for line in seen.splitlines() if line.startswith("Partille;1402;"))
    assert partille == "Partille;1402;0;0;0;–;–;yes;nobody;nobody;nobody"


def test_who_heads_a_unit_does_not_see_the_small_numbers_of_the_whole_municipality(
    client, cast, told
):
    unit = Organisation.objects.create(
        name="Sfi", kind=Organisation.Kind.UNIT, part_of=cast.kungalv,
        municipality=cast.kungalv.municipality,
    )  # fmt: skip
    Participation.objects.create(
        programme=cast.programme, organisation=unit, part="participant", valid_from=LONG_AGO
    )
    head = appoint("hedda", Role.UNIT_HEAD, unit)
    lines = {line.label: line for line in page_of(client, head, told).context["report"].lines}
    assert lines["Kungälv"].times != (0, 3, 2, 1)
    assert all(number is None or number >= 5 or number == 0 for number in lines["Kungälv"].times)


def test_the_files_hold_what_the_page_holds(client, cast, told):
    answer = page_of(client, cast.petra, told, "file", format="csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:7] == ["Municipality", "Code", *LABELS, "Persons"]
    assert ["Kungälv", "1482", "0", "3", "2", "1", "6", "6", "5", "3", "0"] in lines
    assert lines[-1][1:7] == ["", "1", "3", "2", "2", "8"]
    book = page_of(client, cast.petra, told, "file").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[-1][2:7] == [1, 3, 2, 2, 8]


def test_s70_a_county_day_is_in_three_linked_series_and_counts_everybody_once(client, cast):
    """Teachers, heads and school leaders have a series each; together they have one list."""
    client.cookies["django_language"] = "en"
    teachers, heads, leaders, county = four_days(cast)
    whole = series(cast, county, title="Sfi i länet")
    for title, own in (("Lärare", teachers), ("Rektorer", heads), ("Skolledare", leaders)):
        series(cast, own, county, title=title, part_of=whole)
    amina, bo = (person(name, cast.kungalv) for name in ("Amina", "Bo"))
    came(cast, amina, cast.kungalv, teachers, county)
    came(cast, bo, cast.kungalv, heads, county)
    context = page_of(client, cast.petra, whole).context
    assert [day[0].title for day in context["days"]] == ["Dag 1", "Dag 2", "Dag 3", "Dag 4"]
    assert {str(each) for each in context["days"][3][1]} == {
        "Lärare",
        "Rektorer",
        "Sfi i länet",
        "Skolledare",
    }
    assert context["report"].sums.days == (1, 1, 0, 2)
    assert context["report"].sums.total == 2
    of_heads = page_of(client, cast.petra, whole.parts.get(title="Rektorer"))
    assert of_heads.context["report"].sums.times == (1, 1), "Bo came to both, Amina to one"


def test_somebody_who_came_for_two_employers_counts_where_they_came_last(client, cast):
    first, second, *_rest = four_days(cast)
    amina = person("Amina", cast.kungalv, cast.partille)
    came(cast, amina, cast.kungalv, first)
    came(cast, amina, cast.partille, second)
    report = page_of(client, cast.petra, series(cast, first, second)).context["report"]
    assert {line.label: line.total for line in report.lines} == {"Kungälv": 0, "Partille": 1}


def test_the_page_asks_the_same_however_many_came(
    client, cast, told, django_assert_max_num_queries
):
    page_of(client, cast.petra, told)
    with django_assert_max_num_queries(12):
        client.get(reverse("series:detail", args=[told.programme.public_key, told.public_key]))
