"""How often one may ask for a code from outside, and how large a file one may hold against it."""

import datetime as dt

from samverka.toolkit.from_outside import within

# A school that takes in a class checks them all from one network.
FROM_ONE_SENDER = 120
LARGEST_FILE = 2_000_000


def may_verify(sender: str, *, at: dt.datetime) -> bool:
    """Count one look, whether there is anything to see or not, and tell if it is within bounds."""
    return within(f"certificates:{sender}", FROM_ONE_SENDER, at=at)
