"""The check digit of Swedish identity and organisation numbers.

Source: ISO/IEC 7812-1, annex B, after H. P. Luhn, US patent 2,950,048 (1960); used for personal
numbers by the Swedish Tax Agency, SKV 704, and for organisation numbers, SKV 709.
"""


def passes_luhn(digits: str) -> bool:
    """Whether the last digit checks the others.

    Every other digit is doubled, from the right but for the last; the digits of all are added, and
    the sum must divide by ten.

    Arguments:
        digits: 0 to 9 and nothing else, two at the least.
    """
    places = enumerate(reversed(digits))
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in places]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
