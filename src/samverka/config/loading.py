"""Loading code: all of it stays, and is not looked through for garbage again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def for_good() -> Iterator[None]:
    """What is made here is never collected: half a million objects of a server, half a second.

    Nor does collecting touch it later, and thereby copy what forked processes share.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Before it is on again: the next object would have all of it looked through.
        gc.freeze()
        if was_on:
            gc.enable()
