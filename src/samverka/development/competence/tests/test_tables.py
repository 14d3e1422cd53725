"""Competences and earlier answers come from tables; what does not fit is told row by row."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.development.competence.models import Competence, RequiredLevel
from samverka.development.competence.queries import levels
from samverka.register.instruments.models import Asked
from samverka.toolkit import spreadsheet
from tests.people import TODAY

from .factories import answered, competences, mapping, staff

HEAD = "Område\tKompetens\tVikt\tNivå 0\tHandläggare\tLärare"
TABLE = f"{HEAD}\nSamtal\tTolkade samtal\t3\tHar inte provat\t3\t2\nSamtal\tKlarspråk\t\t\t2\t"


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    client.cookies["django_language"] = "en"
    return client


def url(cast, name: str, *keys: str) -> str:
    return reverse(f"competence:{name}", args=[cast.programme.public_key, *keys])


def send(client, address: str, text: str, deed: str = "save", **more):
    return client.post(address, {"text": text, "valid_from": TODAY, "deed": deed, **more})


def test_a_table_gives_areas_competences_weights_and_what_functions_need(petra, cast):
    address = url(cast, "from_table")
    shown = send(petra, address, TABLE, "look")
    assert shown.status_code == 200
    assert not Competence.objects.exists(), "it is looked through first"
    assert send(petra, address, TABLE).status_code == 302
    one = Competence.objects.get(name="Tolkade samtal")
    assert (one.area.name, one.importance, one.level_0) == ("Samtal", 3, "Har inte provat")
    asked = RequiredLevel.objects.values_list("competence__name", "function", "level")
    assert set(asked) == {
        ("Tolkade samtal", "Handläggare", 3),
        ("Tolkade samtal", "Lärare", 2),
        ("Klarspråk", "Handläggare", 2),
    }
    send(petra, address, TABLE.replace("\t3\t2\n", "\t4\t2\n"))
    assert RequiredLevel.objects.count() == 3
    assert RequiredLevel.objects.get(competence=one, function="Handläggare").level == 4
    assert Competence.objects.count() == 2


def test_faults_stand_row_by_row_and_nothing_is_saved_until_they_are_mended(petra, cast):
    wrong = f"{HEAD}\nSamtal\tTolk\t9\t\t7\t2\n\tKlarspråk\t\t\t\t\nSamtal\tTolk\t\t\t\t"
    answer = send(petra, url(cast, "from_table"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("The weight “9”", "Handläggare: “7”", "The area is empty", "in a row above too"):
        assert said in page
    assert "Klarspråk" in answer.context["text"]
    assert not Competence.objects.exists()


def test_a_workbook_is_read_and_its_rows_stand_where_one_types(petra, cast):
    book = spreadsheet.workbook(
        [spreadsheet.Sheet("Blad", ["Område", "Kompetens", "Lärare"], [["Samtal", "Tolk", 8]])]
    )
    file = SimpleUploadedFile("k.xlsx", BytesIO(book).getvalue())
    answer = send(petra, url(cast, "from_table"), "", file=file)
    assert answer.status_code == 422
    mended = answer.context["text"].replace("\t8", "\t3")
    assert send(petra, url(cast, "from_table"), mended).status_code == 302
    assert RequiredLevel.objects.get().level == 3


def test_earlier_answers_are_fitted_to_staff_and_unknown_rows_are_mended(petra, cast):
    talk, plain = competences(cast, "Tolkade samtal", "Klarspråk")
    amanda, bashir, cecilia = staff(cast, "Amanda", "Bashir", "Cecilia")
    held = mapping(cast, organisations=[])
    address = url(cast, "answers_from_table", held.public_key)
    table = (
        "Namn\tTolkade samtal\tKlarspråk\tSkostorlek\n"
        f"{amanda}\t1\t2\t38\nBashir Exampel\t3\t\t\nNils Ingenson\t2\t2\t"
    )
    answer = send(petra, address, table)
    assert answer.status_code == 422
    assert not Asked.objects.filter(round=held.round).exists()
    assert answer.context["reading"].not_known == ["Skostorlek"]
    of_bashir, of_nobody = answer.context["reading"].faulty
    assert bashir in of_bashir.candidates
    chosen = {of_bashir.field: bashir.public_key, of_nobody.field: "-"}
    assert send(petra, address, table, **chosen).status_code == 302
    found = levels(held)
    of = dict(zip(found.persons, found.current.tolist(), strict=True))
    column = [one.pk for one in found.competences].index(talk.pk)
    assert (of[amanda.pk][column], of[bashir.pk][column]) == (1, 3)
    assert cecilia.pk not in of
    assert plain.pk in [one.pk for one in found.competences]


def test_whoever_answered_here_keeps_their_answers_and_days_stay_within_the_round(petra, cast):
    (talk,) = competences(cast, "Tolkade samtal")
    (amanda,) = staff(cast, "Amanda")
    held = mapping(cast)
    answered(held, amanda, all=4)
    round_of = held.round
    round_of.opens_on, round_of.closes_on = TODAY - dt.timedelta(30), TODAY - dt.timedelta(9)
    round_of.save()
    (dawit,) = staff(cast, "Dawit")
    table = f"Namn\tTolkade samtal\n{amanda}\t0\n{dawit}\t2"
    assert send(petra, url(cast, "answers_from_table", held.public_key), table).status_code == 302
    found = levels(held)
    assert dict(zip(found.persons, found.current[:, 0].tolist(), strict=True)) == {
        amanda.pk: 4,
        dawit.pk: 2,
    }
    assert Asked.objects.get(person=dawit).response.saved_on == round_of.closes_on
    assert talk.name == "Tolkade samtal"
