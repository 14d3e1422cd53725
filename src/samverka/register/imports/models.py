import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .sealed import opened

KEPT = dt.timedelta(days=1)
GONE = "an import is gone within a day"


class ImportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own, in the role and for the organisation they were sent for.

        What an older key sealed counts as gone: the file is sent again.
        """
        if actor is None:
            return self.none()
        return self.filter(
            user_id=actor.user_id,
            organisation_id=actor.organisation_id,
            role=actor.role,
            key_id=sealing.current_key(),
            created_at__gt=now() - KEPT,
        )


class Import(models.Model):
    """A file that somebody sent, on its way into the register."""

    class Kind(models.TextChoices):
        ORGANISATIONS = "organisations", _("Organisations")
        UNITS = "units", _("Units")
        PERSONS = "persons", _("People")

    class State(models.TextChoices):
        READING = "reading", _("Is being read")
        UNCLEAR = "unclear", _("Columns are missing")
        READY = "ready", _("Can be looked through")
        WRITING = "writing", _("Is being written")
        WRITTEN = "written", _("Is written")
        REFUSED = "refused", _("Could not be read")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    # Sealed. Bytes, so that a key is not kept for what lives a day: see `visible_to`.
    content = models.BinaryField()
    key_id = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.READING
    )
    problem = models.TextField(blank=True)
    task_id = models.UUIDField(null=True)
    # What was found in the file, sealed: names of sheets and columns.
    found = models.BinaryField(blank=True, default=b"")
    # {"sheet": its name, "columns": {fact: place}, "decided": {row: key of somebody or "new"}}
    chosen = models.JSONField(default=dict, blank=True)
    # Of everything that would be done, to see whether it would still be the same.
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(_("sent"), default=now, editable=False)

    objects = ImportQuerySet.as_manager()

    personal_data = declare(
        none=(
            "id public_key kind role organisation key_id language state task_id digest created_at"
        ),
        personal="user file_name content found chosen problem",
        subject="user",
        ground=_("public task: what an organisation brings into the register"),
        keep=_("one day"),
        outlives=dict.fromkeys(
            ["user", "file_name", "content", "found", "chosen", "problem"], GONE
        ),
    )

    def __str__(self):
        return self.file_name


class ImportRow(models.Model):
    """What will be done with one row of the file, as it is shown before anything is."""

    class Outcome(models.TextChoices):
        WRONG = "wrong", _("Wrong")
        ASK = "ask", _("To decide")
        NEW = "new", _("New")
        CHANGED = "changed", _("Corrected")
        SAME = "same", _("Unchanged")

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # Sealed: what the row says, and what is said about it.
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_row_of_an_import"),
        ]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="import_rows_by_outcome")
        ]

    personal_data = declare(
        none="id number outcome",
        personal="batch content",
        subject="batch.user",
        ground=_("public task: what an organisation brings into the register"),
        keep=_("one day"),
        outlives={"batch": GONE, "content": GONE},
    )

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the row says, and what is said about it."""
        return opened(self.content)
