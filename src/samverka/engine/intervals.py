"""How sure a share is: the interval that a share of few tells little by."""

from math import sqrt

# 95 in a hundred, of the normal distribution.
Z = 1.959963984540054


def wilson(hits: float, of: int, z: float = Z) -> tuple[float, float]:
    """The interval of Wilson's score for a share, between 0 and 1.

    It never leaves 0 to 1, and is sound for few and for shares near the ends, where the textbook's
    is not.

    :param hits: how many, from 0 to `of`; of several answers a person the sum of their shares,
        and then the interval is rather too wide
    :param of: out of how many, at least 1
    :raises ValueError: they do not fit
    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22(158), 209-212.
    """
    if not 0 <= hits <= of or of < 1:
        raise ValueError(f"{hits} of {of}")
    share, z2 = hits / of, z * z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(middle - half, 0.0), min(middle + half, 1.0)
