import pytest

from samverka.engine.org_number import NotAnOrgNumber, org_number


@pytest.mark.parametrize("written", ["222000-9993", "2220009993", " 162220009993 ", "222000 9993"])
def test_however_it_is_written_it_is_one_number(written):
    assert org_number(written) == "222000-9993"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("222000-999", "form"),
        ("Kungälv", "form"),
        ("222000-9994", "check_digit"),
        ("811218-9876", "third_digit"),
    ],
)
def test_what_is_no_organisation_number_is_refused_with_its_reason(written, reason):
    with pytest.raises(NotAnOrgNumber) as refused:
        org_number(written)
    assert refused.value.reason == reason


def test_one_wrong_digit_is_always_found():
    right = "2220009993"
    for place, digit in enumerate(right):
        for other in set("0123456789") - {digit}:
            with pytest.raises(NotAnOrgNumber):
                org_number(right[:place] + other + right[place + 1 :])
