import pytest

from samverka.foundation.classifications.actions import load_municipalities
from samverka.foundation.classifications.models import Municipality

pytestmark = pytest.mark.django_db


def test_a_new_database_has_every_municipality():
    assert Municipality.objects.count() == 290
    assert Municipality.objects.get(code="0180").name == "Stockholm"


def test_a_code_keeps_its_leading_zero():
    assert Municipality.objects.get(name="Upplands Väsby").code == "0114"


def test_the_municipalities_of_the_gothenburg_region_have_their_codes():
    codes = {"1401", "1402", "1407", "1415", "1441", "1462", "1480", "1481", "1482"}
    names = set(Municipality.objects.filter(code__in=codes).values_list("name", flat=True))
    assert names == {
        "Härryda",
        "Partille",
        "Öckerö",
        "Stenungsund",
        "Lerum",
        "Lilla Edet",
        "Göteborg",
        "Mölndal",
        "Kungälv",
    }


def test_loading_again_adds_nothing_and_puts_a_name_right():
    Municipality.objects.filter(code="1482").update(name="Kungelf")
    load_municipalities()
    assert Municipality.objects.count() == 290
    assert Municipality.objects.get(code="1482").name == "Kungälv"
