"""Wilson's interval, against numbers of the literature."""

import pytest

from samverka.engine.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_it_is_that_of_the_literature(hits, of, low, high):
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_all_of_few_is_not_sure_and_what_does_not_fit_is_refused():
    assert wilson(5, 5)[0] < 0.6
    for hits, of in ((1, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="of"):
            wilson(hits, of)
