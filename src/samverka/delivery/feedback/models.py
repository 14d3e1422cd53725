import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Session
from samverka.delivery.programmes.models import keys_seen_by
from samverka.engine.forms.definition import Form
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import InstrumentVersion
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .asking_form import nothing_yet, short_form

OPEN_FOR = dt.timedelta(days=14)
# Comments are for whoever plans the next time; a year later nobody does.
COMMENTS_KEPT_FOR = dt.timedelta(days=365)
WAITING = "feedback that waits"
COMMENT = "feedback comment"


class RoundQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes one's organisation takes part in."""
        if actor is None:
            return self.none()
        return self.filter(session__activity__programme__in=keys_seen_by(actor))


class FeedbackRound(models.Model):
    """That those who were at a session are asked what they thought of it."""

    # It stands in the link to the form, and is all that one needs to answer.
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    # What is asked; the short form that is shipped where there is none.
    version = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="+", null=True, blank=True
    )
    # Whether each answers once, with a slip, or all in the room by the same link.
    by_slips = models.BooleanField(_("with slips"), default=False)
    # Or only by those in the room, by a code on the screen that is another each half minute.
    by_screen = models.BooleanField(_("by the screen"), default=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)
    # Came by the link when as many had answered as were there: counted here, and in no figure.
    apart = models.PositiveIntegerField(default=0)
    # Answers that are not yet five, sealed together: nobody reads them one by one.
    waiting = models.TextField(blank=True)
    # Of those that were five and more: of each column of what is asked, how many chose what.
    counted = models.PositiveIntegerField(default=0)
    grades = models.JSONField(default=nothing_yet)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(counted__lte=models.F("answered")), name="counted_have_answered"
            ),
            models.CheckConstraint(
                condition=~Q(by_slips=True, by_screen=True), name="by_slips_or_by_the_screen"
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key session version by_slips by_screen closed_on answered apart waiting "
            "counted grades"
        )
    )

    def __str__(self):
        return str(self.session)

    @property
    def form(self) -> Form:
        return self.version.form if self.version else short_form()

    @property
    def last_day(self) -> dt.date:
        return self.session.held_on + OPEN_FOR

    def is_open(self, on: dt.date) -> bool:
        """Whether one may answer on the day."""
        is_its_time = self.session.held_on <= on <= self.last_day
        return is_its_time and self.closed_on is None and not self.session.activity.is_cancelled

    def is_over(self, on: dt.date) -> bool:
        return self.closed_on is not None or on > self.last_day


class FeedbackSlip(models.Model):
    """A slip of paper that one answer may be given with; gone when it is."""

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="slips")
    code_hash = models.CharField(max_length=64, unique=True)

    personal_data = declare(none="id round code_hash")


class FeedbackComment(models.Model):
    """What somebody wrote; nothing says who, when, or what grades they gave."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="comments")
    # The name of what was asked.
    question = models.CharField(max_length=64)
    text_sealed = models.TextField()
    # Read by the organiser, and shown to the others who see the figures.
    is_shown = models.BooleanField(default=False)

    personal_data = declare(none="id public_key round question text_sealed is_shown")
