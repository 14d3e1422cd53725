"""The fingerprint of a problem with the settings and the version it is solved with."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from samverka import __version__

from .problem import Problem


def fingerprint(problem: Problem, settings: Mapping[str, str], version: str = __version__) -> str:
    """SHA-256 in hexadecimal of everything that decides a plan.

    Each field of the problem goes in with its name; arrays as their type, shape and bytes (lowest
    byte first), everything else as Python writes it. Rows are in the order of their keys, so the
    order of a file changes nothing. Settings go in sorted by name.
    """
    seal = hashlib.sha256(f"samverka {version}\n".encode())
    for each in fields(problem):
        value = getattr(problem, each.name)
        seal.update(f"{each.name} ".encode())
        if isinstance(value, np.ndarray):
            plain = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
            seal.update(f"{plain.dtype.str} {plain.shape}\n".encode())
            seal.update(plain.data)
        else:
            seal.update(f"{value!r}\n".encode())
    seal.update(repr(sorted(settings.items())).encode())
    return seal.hexdigest()
