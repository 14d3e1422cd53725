"""Who acts: a user in a role for an organisation. Every write takes one as `by`."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from samverka.toolkit.prepared import Given

from .models import Role, User

# Where the session keeps which role one acts in.
ACTING_AS = "acting_as"
# No row has this key. None would find every row without a user.
NOBODY = 0


@dataclass(frozen=True)
class Actor:
    """A user, the role they act in and the organisation they act for.

    Without user and organisation it is the system itself: a command or the timetable.
    """

    user: User | None
    role: str
    # An Organisation; its module stands above this one, which cannot name it.
    organisation: Any
    # The Programme that the role was given in, and ends at; None: all that the organisation is in.
    programme: Any = None

    @property
    def user_id(self) -> int:
        return self.user.pk if self.user else NOBODY

    @property
    def organisation_id(self) -> int:
        return self.organisation.pk if self.organisation else NOBODY

    @property
    def programme_id(self) -> int:
        return self.programme.pk if self.programme else NOBODY

    @property
    def choice(self) -> str:
        """As one chooses it in the head of the page."""
        return f"{self.role}-{self.organisation_id}-{self.programme_id}"

    def is_one_of(self, *roles: Role) -> bool:
        return self.role in roles


def any_actor(role: str) -> Actor:
    """Whoever acts in a role, for a prepared question: `keys_of` gives it who asks."""
    user, organisation = (SimpleNamespace(pk=Given(name)) for name in ("user", "organisation"))
    return Actor(user=cast(User, user), role=role, organisation=organisation)


def keys_of(actor: Actor) -> dict[str, int]:
    return {"user": actor.user_id, "organisation": actor.organisation_id}


SYSTEM = Actor(user=None, role="system", organisation=None)
