from samverka.register.partners.queries import municipalities_by_name


def test_municipalities_stand_in_swedish_order():
    names = [name for _code, name in municipalities_by_name()]
    assert len(names) == 290
    assert names.index("Åre") < names.index("Älvdalen") < names.index("Öckerö")
    assert names.index("Övertorneå") == 289
