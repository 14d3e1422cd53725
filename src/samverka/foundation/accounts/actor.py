"""Who acts: a user in a role for an organisation. Every write takes one as `by`."""

from dataclasses import dataclass
from typing import Protocol

from .models import Role, User


class ActsFor(Protocol):
    """An organisation, as far as the trail needs to know it."""

    pk: int


@dataclass(frozen=True)
class Actor:
    """A user, the role they act in and the organisation they act for.

    Without user and organisation it is the system itself: a command or the timetable.
    """

    user: User | None
    role: str
    organisation: ActsFor | None

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def organisation_id(self) -> int | None:
        return self.organisation.pk if self.organisation else None

    def is_one_of(self, *roles: Role) -> bool:
        return self.role in roles


SYSTEM = Actor(user=None, role="system", organisation=None)
