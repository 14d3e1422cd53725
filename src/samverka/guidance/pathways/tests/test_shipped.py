"""What we begin with: the occupations, and that each says where it comes from."""

import pytest
from django.urls import reverse

from samverka.guidance.pathways.models import REGULATED, Form, Pathway
from samverka.guidance.pathways.shipped import occupations

from .factories import shipped

pytestmark = pytest.mark.django_db

# By what somebody types: the occupation found, its way, and whether it is regulated.
FOUND = (
    ("2221", "Sjuksköterska", Form.RECOGNITION, True),
    ("nurse", "Sjuksköterska", Form.RECOGNITION, True),
    ("7212", "Svetsare", Form.INDUSTRY, False),
    ("kock", "Kock", Form.INDUSTRY, False),
    ("9111", "Städare", Form.INDUSTRY, False),
    ("LOKALVÅRDARE", "Städare", Form.INDUSTRY, False),
    ("5223", "Butikssäljare", Form.INDUSTRY, False),
    ("5222", "Butikssäljare", Form.INDUSTRY, False),
    ("5321", "Undersköterska", Form.RECOGNITION, True),
    ("5330", "Vårdbiträde", Form.SCHOOL, False),
    ("doktor", "Läkare", Form.RECOGNITION, True),
    ("tandläkare", "Tandläkare", Form.RECOGNITION, True),
    ("apotekare", "Apotekare", Form.RECOGNITION, True),
    ("midwife", "Barnmorska", Form.RECOGNITION, True),
    ("klasslärare", "Grundskollärare", Form.RECOGNITION, True),
    ("dagis förskollärare", "Förskollärare", Form.RECOGNITION, True),
    ("elmontör", "Elektriker", Form.RECOGNITION, True),
    ("busschaufför", "Bussförare", Form.LICENCE_TEST, True),
    ("truck driver", "Lastbilsförare", Form.LICENCE_TEST, True),
    ("barberare", "Frisör", Form.INDUSTRY, False),
    ("bokförare", "Redovisningsekonom", Form.ASSESSMENT, False),
    ("byggingenjör", "Ingenjör", Form.ASSESSMENT, False),
    ("timmerman", "Snickare", Form.INDUSTRY, False),
    ("bilmekaniker", "Fordonsmekaniker", Form.INDUSTRY, False),
    ("kontakttolk", "Tolk", Form.LICENCE_TEST, True),
)


def test_s58_for_more_than_20_occupations_the_right_route_is_found(cast, client):
    shipped()
    client.force_login(cast.sara.user)
    assert len({name for _, name, _, _ in FOUND}) >= 20
    for typed, name, form, is_regulated in FOUND:
        page = client.get(reverse("pathways:list"), {"q": typed})
        rows = {row.name: row for row in page.context["listing"].page}
        # "Nurse" is more than one; whoever searches sees a handful at most.
        assert len(rows) <= 3, typed
        found = rows[name]
        assert found.form == form, typed
        assert (found.regulation in REGULATED) == is_regulated, typed
        opened = client.get(reverse("pathways:detail", args=[found.public_key]))
        assert str(Form(form).label) in opened.content.decode()


def test_s58_no_regulated_occupation_has_industry_validation_alone(cast):
    shipped()
    assert Pathway.objects.filter(regulation__in=REGULATED).count() >= 15
    assert not Pathway.objects.filter(regulation__in=REGULATED, form=Form.INDUSTRY).exists()


def test_a_word_that_is_misspelt_finds_what_is_written_like_it(cast, client):
    shipped()
    client.force_login(cast.sara.user)
    page = client.get(reverse("pathways:list"), {"q": "sjukskötare"})
    assert "Sjuksköterska" in [row.name for row in page.context["listing"].page]


def test_each_says_how_who_pays_and_where_to_ask_with_source_and_day():
    for occupation, pathways, facts in occupations():
        assert {"how", "payment", "contact"} <= {fact["about"] for fact in facts}, occupation
        for row in [*pathways, *facts]:
            assert row["source"], occupation
            assert row["read_on"], occupation
            # Nothing counts as read without the place where it can be read again.
            assert row["source_url"] or not row["is_verified"], occupation


def test_before_a_title_was_protected_the_occupation_was_free(cast, client):
    shipped()
    rows = Pathway.objects.filter(occupation__name="Undersköterska").order_by("valid_from")
    assert [(row.regulation, str(row.valid_from)) for row in rows] == [
        ("none", "2011-01-01"),
        ("title", "2023-07-01"),
    ]
