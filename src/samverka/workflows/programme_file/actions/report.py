import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from samverka.delivery.programmes.actions import Outcome
from samverka.delivery.programmes.models import Field, Goal, Programme, SubRegion
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation


@dataclass
class Report:
    """What the loading came to, row by row; no lines where nothing changed."""

    programme: Programme
    lines: list[str] = field(default_factory=list)
    # What the reader of the file should know though nothing was changed.
    notices: list[str] = field(default_factory=list)

    def tell(self, what: str, outcome: Outcome) -> None:
        if outcome.is_new:
            self.lines.append(_("%(what)s: added.") % {"what": what})
        for name, (before, after) in outcome.changes.items():
            self.lines.append(
                _("%(what)s: %(field)s is now '%(after)s', was '%(before)s'.")
                % {
                    "what": what,
                    "field": outcome.thing._meta.get_field(name).verbose_name,
                    "after": _plain(after),
                    "before": _plain(before),
                }
            )


def _plain(value: object) -> object:
    return "–" if value in (None, "") else value


@dataclass
class Loading:
    """A loading under way: what is made so far, by the names the file gives it."""

    programme: Programme
    report: Report
    by: Actor
    organisations: dict[str, Organisation]
    sub_regions: dict[str, SubRegion] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)

    @property
    def first_day(self) -> dt.date:
        """From when something holds that the file says no day of."""
        return self.programme.starts_on or self.programme.changed_at.date()

    def tell(self, what: str, outcome: Outcome) -> Model:
        self.report.tell(what, outcome)
        return outcome.thing
