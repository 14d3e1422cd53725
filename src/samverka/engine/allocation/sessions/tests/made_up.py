"""Made-up staff with needs, and sessions on days over a term."""

import numpy as np

from samverka.engine.allocation.sessions.problem import Problem, Sessions

HALF_DAY = 240


def term(
    seed: int,
    *,
    people: int = 2_000,
    sessions: int = 60,
    modules: int = 12,
    slots: int = 20,
    room: float = 0.7,
) -> Problem:
    """Needs of half of the modules each, five towns, forty workplaces, room for a part of them.

    A third of the modules are lectures for many, the others group work that takes four from one
    workplace; sessions lie in half-days, and some are whole days.
    """
    rng = np.random.default_rng(seed)
    module = np.arange(sessions) % modules
    lecture = module < modules // 3
    need = rng.integers(0, 5, (people, modules)) * rng.integers(1, 4, modules)
    need[rng.random((people, modules)) < 0.5] = 0
    away = np.abs(rng.integers(0, 5, people)[:, None] - rng.integers(0, 5, sessions)[None, :])
    share = int(room * (need > 0).sum() / sessions)
    begins = rng.integers(0, slots, sessions) * HALF_DAY
    places = np.where(lecture, 2 * share, max(share // 2, 1))
    return Problem(
        Sessions(
            module=module,
            begins=begins,
            ends=begins + HALF_DAY * rng.integers(1, 3, sessions),
            places=places,
            least=np.where(lecture, 20, 6),
            of_one_workplace=np.where(lecture, places, 4),
        ),
        worth=100 * need[:, module] - 10 * away - rng.integers(0, 10, (people, sessions)),
        barred=(rng.random((people, sessions)) < 0.2).astype(np.uint8),
        workplace=rng.integers(0, 40, people),
    )
