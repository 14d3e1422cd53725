"""Django's sessions in the database, read by a prepared question: every request begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from samverka.toolkit.clock import now
from samverka.toolkit.prepared import Given, Prepared

GOING_ON = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key"), expire_date__gt=Given("now")
    ).values_list("session_data")
)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        found = GOING_ON.rows(key=self.session_key, now=now())
        if not found:
            # As Django does it: a key that nobody has must not be taken over.
            self._session_key = None
            return {}
        return self.decode(found[0][0])
