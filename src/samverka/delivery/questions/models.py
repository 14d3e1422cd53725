import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import (
    Contact,
    Field,
    Goal,
    Programme,
    keys_led_by,
    keys_seen_by,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.prepared import Given
from samverka.toolkit.public_key import new_key


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor, on: dt.date | Given | None = None):
        """Those one's organisation asked or answers for, those published, and all one leads."""
        if actor is None:
            return self.none()
        here, me = actor.organisation_id, actor.user_id
        seen = (
            Q(is_published=True)
            | Q(asked_by_id=me)
            | Q(asked_for_id=here)
            | Q(contact__organisation_id=here)
            | Q(contact__holder_id=me)
            | Q(contact__stand_in_id=me)
        )
        if actor.is_one_of(Role.PROGRAMME_LEADER):
            seen |= Q(programme__in=keys_led_by(actor, on))
        return self.filter(seen, programme__in=keys_seen_by(actor, on))


class Question(models.Model):
    """What somebody asked of the function that answers for it (S49, S57)."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    # The function, never a person: whoever holds it on the day reads the question.
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("function"),
    )
    goal = models.ForeignKey(
        Goal, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("goal")
    )
    field = models.ForeignKey(
        Field, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("field")
    )
    title = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("more about it"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    is_published = models.BooleanField(_("for all of the programme"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    # Somebody without an account, as long as the desk's rule keeps it.
    outside_name = models.CharField(_("name"), max_length=150, blank=True)
    outside_email = models.EmailField(_("e-mail"), blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["programme", "asked_at"], name="question_by_day")]

    personal_data = declare(
        none=(
            "id public_key programme contact goal field title text state is_published asked_at "
            "asked_for"
        ),
        personal="asked_by outside_name outside_email",
        subject="asked_by",
        ground=_("public task: who asks shall have an answer"),
        keep=_("as the account; from outside as long as the desk's rule says"),
        outlives={"asked_by": "an emptied account: the question stands in the knowledge base"},
    )

    def __str__(self):
        return self.title

    @property
    def is_from_outside(self) -> bool:
        return self.asked_by_id is None


class Answer(models.Model):
    """What a function answered, when, and where that is written. The latest one holds."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    source = models.CharField(_("source"), max_length=300)
    answered_on = models.DateField(_("day"))
    # As it was called then: functions end and change their names.
    function = models.CharField(_("function"), max_length=200)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The answer that was used again.
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="used_in", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="answer_has_a_source"),
        ]
        ordering = ["-answered_on", "-pk"]

    personal_data = declare(
        none="id public_key question text source answered_on function taken_from",
        personal="answered_by",
        subject="answered_by",
        ground=_("public task: who answered for an organisation must be known"),
        keep=_("as long as the programme's minutes"),
        outlives={"answered_by": "an emptied account: who answered must stay known"},
    )

    def __str__(self):
        return self.text


class DeskRule(models.Model):
    """A number of days that the desk goes by, of a programme or of the whole region, dated."""

    class Subject(models.TextChoices):
        OLD_ANSWER = "old_answer", _("After how many days an answer is marked as old")
        OUTSIDE = "outside", _("For how many days we keep who asked from outside")

    # Empty is the whole region's; a programme's own goes before it.
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="+", null=True, blank=True
    )
    subject = models.CharField(_("rule"), max_length=20, choices=Subject.choices)
    days = models.PositiveIntegerField(_("days"))
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "subject", "valid_from"], name="one_desk_rule"
            ),
            models.UniqueConstraint(
                fields=["subject", "valid_from"],
                condition=Q(programme=None),
                name="one_desk_rule_of_the_region",
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="desk_rule_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="desk_rule_has_a_source"),
        ]

    personal_data = declare(none="id programme subject days source valid_from valid_to")

    def __str__(self):
        return f"{self.get_subject_display()}: {self.days}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day as people say it; the period itself does not hold its end."""
        return self.valid_to and self.valid_to - dt.timedelta(days=1)
