"""Rules of one's own, holds, what is due, and the proofs of what was deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import FundRule, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Who reads how long records are kept, and who decides that they go.
READS = (Role.PROGRAMME_LEADER, Role.ECONOMIST, Role.ADMINISTRATOR)
DECIDES = (Role.PROGRAMME_LEADER, Role.ADMINISTRATOR)
FOR_EVER = _("for ever: it shows that what had to go is gone")


class Records(models.TextChoices):
    """A kind of record with persons in it, which one module answers for."""

    # What stands on others comes before them, and goes before them.
    CLAIMS = "claims", _("Claims to the funds")
    STATEMENTS = "statements", _("What was told to the funds")
    ATTENDANCE = "attendance", _("Registrations and attendance")
    PARTICIPANTS = "participants", _("Participants and what the fund asks of them")
    CERTIFICATES = "certificates", _("Certified hours")
    WORKING_TIME = "working_time", _("Working time of staff")
    GROUPS = "groups", _("Who sat in groups and was at their meetings")
    ROLES = "roles", _("Roles and functions in the programme")
    QUESTIONS = "questions", _("Questions and answers")
    INVITATIONS = "invitations", _("Who was invited, and the answers")
    NEWSLETTERS = "newsletters", _("Who asked for the newsletter")
    COMPETENCE = "competence", _("Levels of competence, and who was asked")
    CYCLES = "cycles", _("Who supported which unit")
    TRAINING = "training", _("Who was proposed for which training")
    SUPPLY = "supply", _("Process leaders of municipalities, and who follows in a role")
    MATCHING = "matching", _("Households in matching rounds, and who had a part")
    INTERPRETING = "interpreting", _("Interpreters and bookings of them")
    ATTENDANCE_CERTIFICATES = "certificates_given", _("Attendance certificates")


# What a fund's accounts are made of; the rest goes by the programme's own rules alone.
ASKED_BY_FUNDS = (
    Records.CLAIMS,
    Records.ATTENDANCE,
    Records.PARTICIPANTS,
    Records.CERTIFICATES,
    Records.WORKING_TIME,
    Records.STATEMENTS,
    Records.GROUPS,
    Records.ROLES,
)


class OfProgrammesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Of the programmes that the actor's organisation leads."""
        if actor is None or not actor.is_one_of(*READS):
            return self.none()
        return self.filter(programme__in=keys_led_by(actor))


class KeepingRule(models.Model):
    """A programme's own rule for a kind of record, as an information plan or a decision says."""

    class CountedFrom(models.TextChoices):
        """The same days as the funds' rules, but for those that belong to a fund."""

        LAST_DAY = FundRule.CountedFrom.LAST_DAY.value, FundRule.CountedFrom.LAST_DAY.label
        YEAR_END = FundRule.CountedFrom.YEAR_END.value, FundRule.CountedFrom.YEAR_END.label

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    records = models.CharField(_("records"), max_length=20, choices=Records.choices)
    kept_years = models.PositiveSmallIntegerField(_("years it is kept"))
    counted_from = models.CharField(
        _("counted from"), max_length=10, choices=CountedFrom.choices, default=CountedFrom.YEAR_END
    )
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = OfProgrammesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "records", "valid_from"], name="one_keeping_rule_from_a_day"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="keeping_rule_has_a_source"),
            models.CheckConstraint(
                condition=ends_after_start(), name="keeping_rule_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id public_key programme records kept_years counted_from source valid_from valid_to"
    )

    def __str__(self):
        return f"{self.get_records_display()}, {self.kept_years}"


class HoldQuerySet(OfProgrammesQuerySet):
    def in_force(self):
        return self.filter(released_on=None)


class Hold(models.Model):
    """That nothing of a programme, or of a person, is deleted until it is released."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("Legal hold")
        # What somebody may ask for: the records stay, and are not used (article 18).
        RESTRICTION = "restriction", _("Restricted use")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.HOLD)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # For whom it was placed: nobody else knows when it is needed no more.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("placed by")
    )
    placed_on = models.DateField(_("from"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    released_on = models.DateField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(programme=None, person__isnull=False)
                | Q(programme__isnull=False, person=None),
                name="hold_is_on_one_thing",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key kind programme organisation placed_on released_on placed_by released_by"
        ),
        personal="person reason",
        subject="person",
        ground=_("legal obligation: what is asked for in a dispute or an audit must not go"),
        keep=_("while the hold lasts, and with the proofs of deletion after it"),
        outlives={"person": "an emptied person: that there was a hold explains what was kept"},
    )

    def __str__(self):
        return str(self.get_kind_display())


class DueNote(models.Model):
    """That records of a programme have been kept as long as they must; somebody decides."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    records = models.CharField(max_length=20, choices=Records.choices)
    kept_until = models.DateField()
    noted_on = models.DateField()

    objects = OfProgrammesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "records"], name="due_once"),
        ]

    personal_data = declare(none="id programme records kept_until noted_on")

    def __str__(self):
        return str(self.get_records_display())


class Deletion(models.Model):
    """A deletion that somebody asked for; once done it is the proof, and never changes."""

    class State(models.TextChoices):
        BEGUN = "begun", _("Being deleted")
        DONE = "done", _("Deleted")
        STOPPED = "stopped", _("Nothing was deleted")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    records = models.CharField(_("records"), max_length=20, choices=Records.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BEGUN)
    task_id = models.UUIDField(null=True)
    problem = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField(default=now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    role = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    # What the one who asked had seen: another number means that something came in between.
    seen = models.PositiveIntegerField()
    # The rule that decided, as it was written then, and the last day of keeping by it.
    rule = models.TextField(_("rule"))
    source = models.CharField(_("source"), max_length=300)
    kept_until = models.DateField(_("kept until"))
    # By table how many rows went, and the hash of their keys.
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    deleted_at = models.DateTimeField(null=True)

    objects = OfProgrammesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "records"],
                condition=Q(state="begun"),
                name="one_deletion_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(digest="") & Q(deleted_at__isnull=False)),
                name="a_deletion_that_is_done_is_proved",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme records state task_id problem asked_at role organisation "
            "language seen rule source kept_until counts digest deleted_at"
        ),
        personal="asked_by",
        subject="asked_by",
        ground=_("legal obligation: that records were deleted by a rule must be shown"),
        keep=FOR_EVER,
        outlives={"asked_by": "an emptied account: who had it deleted must stay known"},
    )

    def __str__(self):
        return str(self.get_records_display())

    @property
    def rows(self) -> int:
        return sum(self.counts.values())
