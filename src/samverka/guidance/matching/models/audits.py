"""That a plan was computed once more to check it, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .plans import Scenario
from .round import MatchingRound, Part


class AuditRunQuerySet(models.QuerySet):
    def reviewed_by(self, actor: Actor | None):
        """As scenarios: for officers and reviewers of the round."""
        rounds = MatchingRound.objects.with_part(actor, Part.OFFICER, Part.REVIEWER).values("pk")
        return self.filter(round__in=rounds)


class AuditRun(models.Model):
    """A plan computed once more, from what is kept of it or from a file that was fetched."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        COMPUTING = "computing", _("Is being computed")
        SAME = "same", _("The same")
        DIFFERS = "differs", _("Not the same")
        STOPPED = "stopped", _("Stopped")

    round = models.ForeignKey(MatchingRound, models.CASCADE, related_name="audit_runs")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # Whose plan it is, as long as that is there; and what it was called then.
    scenario = models.ForeignKey(
        Scenario, models.SET_NULL, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=80)
    is_of_file = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    task_id = models.UUIDField(null=True, editable=False)
    asked_at = models.DateTimeField(default=now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    # Sealed for PROBLEM: what was fetched, as in the audit file; gone when it is computed.
    body_sealed = models.TextField(blank=True, editable=False)
    # Hashes and figures then and now: counted, without anybody's name.
    found = models.JSONField(default=dict, blank=True)

    objects = AuditRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    personal_data = declare(
        none=(
            "id round public_key scenario name is_of_file state task_id asked_at asked_by "
            "body_sealed found"
        )
    )

    def __str__(self):
        return f"{self.name} {self.state}"
