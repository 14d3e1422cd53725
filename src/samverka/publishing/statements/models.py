from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.sealed_body import SealedBody

# Who answers for what a programme tells its funds, where their organisation leads it.
TELLS = (Role.PROGRAMME_LEADER, Role.ECONOMIST)
GROUND = _("legal obligation: what a programme accounts for to its fund")
KEPT = _("as long as the longest rule of the programme's funds")
ACCOUNTED = "what was sent to an authority is accounted for"


class Layout(models.Model):
    """The columns of a file, as an authority asks for them. One in use never changes."""

    class Rows(models.TextChoices):
        PARTICIPANTS = "participants", _("A person who takes part")
        HOURS = "hours", _("A person's certified hours at an employer")
        ACTIVITIES = "activities", _("An activity, with counts and no persons")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    code = models.SlugField(_("code"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=150)
    rows = models.CharField(_("a row is"), max_length=20, choices=Rows.choices)
    period_months = models.PositiveSmallIntegerField(_("months in a file"), default=1)
    # [{"heading", "field", "note", "text"}]; the fields are those of columns.py.
    columns = models.JSONField(_("columns"))
    about = models.TextField(_("what it is"), blank=True)
    source = models.CharField(_("source"), max_length=500)
    # Whether somebody has held it against the authority's own; if not, `note` says so.
    is_verified = models.BooleanField(_("verified"), default=False)
    note = models.TextField(_("note"), blank=True)
    added_at = models.DateTimeField(_("added"), default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_layout_of_a_version"),
            models.CheckConstraint(
                condition=Q(period_months__gte=1, period_months__lte=12),
                name="layout_holds_at_most_a_year",
            ),
            models.CheckConstraint(
                condition=Q(is_verified=True) | ~Q(note=""), name="unverified_layout_says_so"
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key code version name rows period_months columns about source "
            "is_verified note added_at"
        )
    )

    def __str__(self):
        return self.name


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes that the actor's organisation leads."""
        if actor is None or not actor.is_one_of(*TELLS):
            return self.none()
        return self.filter(programme__in=keys_led_by(actor))


class Series(models.Model):
    """What a programme sends to a fund by one layout, period after period."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    # The version of the layout for what is made ready next; those sent keep theirs.
    layout = models.ForeignKey(Layout, models.PROTECT, related_name="+")
    # The layout's code: of one layout a programme has one series, whichever version it is at.
    code = models.SlugField(max_length=60)
    first_month = models.DateField(_("first month"))

    objects = SeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_series_of_a_layout"),
            models.CheckConstraint(
                condition=Q(first_month__day=1), name="series_begins_with_a_month"
            ),
        ]

    personal_data = declare(none="id public_key programme fund layout code first_month")

    def __str__(self):
        return str(self.layout)


class Statement(models.Model):
    """One period of a series; made when it is first made ready."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="statements")
    first_month = models.DateField(_("first month"))
    last_month = models.DateField(_("last month"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "first_month"], name="one_statement_of_a_period"
            ),
            models.CheckConstraint(
                condition=Q(first_month__day=1, last_month__day=1),
                name="statement_holds_whole_months",
            ),
        ]

    personal_data = declare(none="id public_key series first_month last_month")

    def __str__(self):
        return f"{self.first_month:%Y-%m}"


class VersionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        return self.filter(statement__series__in=Series.objects.visible_to(actor))


class Version(models.Model):
    """A statement as it was made ready, and sent. Sent, it never changes."""

    class State(models.TextChoices):
        READY = "ready", _("Ready")
        SENT = "sent", _("Sent")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    layout = models.ForeignKey(Layout, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READY)
    reason = models.CharField(_("why it is corrected"), max_length=300, blank=True)
    # Prepared only because an earlier one is corrected.
    follows = models.BooleanField(default=False, editable=False)
    # Of what was looked at when it was made ready; sent is that, and nothing else.
    content_digest = models.CharField(max_length=64, editable=False)
    persons = models.PositiveIntegerField(_("persons"))
    protected = models.PositiveIntegerField(_("with protected identity"), default=0)
    minutes = models.PositiveBigIntegerField(_("minutes"))
    claimed = models.PositiveBigIntegerField(_("minutes claimed"), default=0)
    made_ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    made_ready_at = models.DateTimeField(_("made ready"), default=now)
    # While it is being sent, and why that did not succeed.
    task_id = models.UUIDField(null=True, editable=False)
    problem = models.TextField(blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    # Its place among all that were sent in the series: what is later was sent knowing of it.
    place = models.PositiveIntegerField(null=True, editable=False)
    digest_before = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # What the authority answered; noted once.
    receipt = models.CharField(_("receipt"), max_length=120, blank=True)
    # When its time of keeping was over, its rows and files went; sums and hashes stay.
    emptied_on = models.DateField(_("emptied"), null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], name="one_statement_version_of_a_number"
            ),
            models.UniqueConstraint(fields=["series", "place"], name="one_statement_at_a_place"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(state="ready"), name="one_version_is_ready"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, place__isnull=False, task_id=None)
                & ~Q(digest="")
                | Q(state="ready", sent_at=None, place=None, digest=""),
                name="statement_is_sent_or_not",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key series statement number layout state reason follows content_digest "
            "persons protected minutes claimed made_ready_at task_id problem sent_at place "
            "digest_before digest receipt emptied_on"
        ),
        personal="made_ready_by sent_by",
        subject="sent_by",
        ground=GROUND,
        keep=KEPT,
        outlives=dict.fromkeys(
            ["made_ready_by", "sent_by"], "an emptied account: who sent it must stay known"
        ),
    )

    def __str__(self):
        return f"{self.statement} {self.number}"

    @property
    def is_sent(self) -> bool:
        return self.state == self.State.SENT

    @property
    def is_being_sent(self) -> bool:
        return self.task_id is not None


class Row(models.Model):
    """One row of what was sent, sealed: by the cells of the layout's columns."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    # As the person stood here then; whoever was joined into another keeps the row.
    person_key = models.CharField(max_length=12, blank=True, editable=False)
    is_protected = models.BooleanField(default=False)
    # A list as JSON: what the row is told apart by, and the cells.
    cells = models.TextField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_row_of_a_number"),
        ]

    personal_data = declare(
        none="id version number person_key",
        personal="person is_protected cells",
        subject="person",
        ground=GROUND,
        keep=KEPT,
        outlives=dict.fromkeys(["person", "is_protected", "cells"], ACCOUNTED),
    )


class SentFile(SealedBody):
    """A file as it was sent, sealed."""

    class Kind(models.TextChoices):
        XLSX = "xlsx", _("Spreadsheet")
        PDF = "pdf", _("PDF")
        PROTECTED_XLSX = "protected_xlsx", _("Spreadsheet of those with protected identity")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="files")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("file"), max_length=120)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="one_sent_file_of_a_kind"),
        ]

    # What is in it of somebody is told by the rows.
    personal_data = declare(none="id public_key version kind name size sha256 body sealed_with")

    def __str__(self):
        return self.name
