from samverka.foundation.classifications.codes import counties, municipalities


def test_every_municipality_lies_in_one_of_the_21_counties():
    known = dict(counties())
    assert len(known) == 21
    assert {code[:2] for code, _ in municipalities()} == set(known)
    assert known["14"] == "Västra Götalands län"
