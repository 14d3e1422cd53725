"""Questions that depend on who asks, put together once for a role and not for each page.

    def _open_tasks(actor: Actor, on: dt.date) -> Part:
        return part_of(Task.objects.visible_to(actor).filter(due_on__lt=on).values_list("title"))

    part_for(_open_tasks, actor, on)

A builder may ask an actor's role, whether it is for one programme alone, and keys: the actor it is
given is whoever acts so, and has no more. What it takes besides is given as it is, and is of few
values; what has many is `Given` and named.
"""

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from samverka.toolkit.clock import today
from samverka.toolkit.prepared import Given, filled
from samverka.toolkit.together import Part

from .actor import Actor, any_actor, keys_of


def part_for(build: Callable[..., Part], actor: Actor, *others: Hashable, **given: Any) -> Part:
    """The question that `build` puts together, asked by the actor, with its places filled."""
    part = _built(build, actor.role, actor.programme is not None, today(), others)
    return filled(part, {**keys_of(actor), "programme": actor.programme_id, **given})


# By day, since what is in force is asked of the day on which a question is put together.
@lru_cache(maxsize=512)
def _built(
    build: Callable[..., Part],
    role: str,
    is_for_one: bool,
    on: dt.date,
    others: tuple[Hashable, ...],
) -> Part:
    programme = SimpleNamespace(pk=Given("programme")) if is_for_one else None
    return build(replace(any_actor(role), programme=programme), *others)
