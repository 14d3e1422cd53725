"""Answers of made-up people, with a pattern that is known."""

import numpy as np

from samverka.engine.needs.areas import numbered
from samverka.engine.needs.gaps import Numbers, Whole

# The areas of the first mapping: culture, mental health, talking, leading diversity work.
FOUR = (6, 6, 6, 6)


def mapped(
    seed: int,
    *,
    people: int = 250,
    areas: tuple[int, ...] = FOUR,
    noise: float = 0.8,
    general: float = 0.5,
    missing: float = 0.3,
) -> tuple[Numbers, Whole]:
    """Levels 0-4 that people gave themselves, and the area of each competence.

    What somebody knows of an area is their own, with `general` of what they know of everything;
    an answer is that, with `noise`, rounded to a level; `missing` of all answers lack.
    """
    rng = np.random.default_rng(seed)
    of = rng.permutation(np.repeat(np.arange(len(areas)), areas))
    knows = rng.normal(size=(people, len(areas))) + general * rng.normal(size=(people, 1))
    level = 1.6 + 0.9 * knows[:, of] + noise * rng.normal(size=(people, len(of)))
    answers = np.clip(np.round(level + rng.normal(0, 0.4, len(of))), 0, 4)
    answers[rng.random(answers.shape) < missing] = np.nan
    return answers, numbered(of)
