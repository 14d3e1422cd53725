import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Session
from samverka.delivery.programmes.models import Field, Theme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .groups import Group, Term, texts_open_to


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(group__programme__in=keys_seen_by(actor))


class Meeting(models.Model):
    """One meeting of a group, with its agenda and minutes.

    Where hours shall count it is also a session of an activity, and the sheet says who was there.
    """

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("day"), db_index=True)
    starts = models.TimeField(_("starts"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    # The fields that it joins: said by whoever calls it, since all sit round the table anyhow.
    fields = models.ManyToManyField(Field, related_name="+", blank=True, verbose_name=_("fields"))
    session = models.OneToOneField(
        Session, models.PROTECT, related_name="+", null=True, blank=True
    )
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    # The minutes are signed: from then on nothing of them changes.
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "held_on"], name="one_meeting_a_day"),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by="")
                | (Q(signed_on__gte=F("held_on")) & ~Q(signed_by="")),
                name="minutes_are_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")),
                name="meeting_ends_after_start",
            ),
        ]

    # Who signed is written as in the minutes, by function: "Chair and the seat of Hofors".
    personal_data = declare(
        none=(
            "id public_key group held_on starts ends place fields session is_cancelled "
            "signed_on signed_by"
        )
    )

    def __str__(self):
        return f"{self.group} {self.held_on}"

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        seen = self.filter(meeting__group__programme__in=keys_seen_by(actor))
        return seen.filter(texts_open_to(actor, "meeting__group"))


class AgendaItem(models.Model):
    """One item of a meeting's agenda, its papers, and what the minutes say of it."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("item"), max_length=200)
    # What the item is about; the minutes are signed when every theme has a note (S43).
    theme = models.ForeignKey(
        Theme, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("theme")
    )
    papers = models.TextField(_("papers"), blank=True)
    said = models.TextField(_("what was said"), blank=True)
    # An open question goes on to the next meeting.
    is_open_question = models.BooleanField(_("open question"), default=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_per_number"),
        ]

    personal_data = declare(
        none="id public_key meeting number title theme papers said is_open_question"
    )

    def __str__(self):
        return self.title


class PresentSeat(models.Model):
    """That a seat was present at a meeting, by whoever held it then."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="present")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "term"], name="present_once"),
        ]

    personal_data = declare(
        none="id meeting",
        personal="term",
        subject="term.person",
        ground=_("public task: the minutes of the programme's groups"),
        keep=_("as long as the programme's minutes"),
        outlives={"term": "an emptied person: minutes say which seats were present"},
    )


class ConflictOfInterest(models.Model):
    """That a seat takes no part in an item, and why (S55)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="conflicts")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    note = models.CharField(_("conflict of interest"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "term"], name="one_conflict_note"),
        ]

    personal_data = declare(
        none="id item",
        personal="term note",
        subject="term.person",
        ground=_("legal obligation: who takes no part in a matter must be known"),
        keep=_("as long as the programme's minutes"),
        outlives={"term": "an emptied person: the minutes stand as they were signed"},
    )


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        seen = self.filter(meeting__group__programme__in=keys_seen_by(actor))
        return seen.filter(texts_open_to(actor, "meeting__group"))

    def overdue(self, on: dt.date):
        """Open, and the day of follow-up has passed."""
        return self.filter(closed_on=None, follow_up_on__lt=on)


class Decision(models.Model):
    """What a group decided, on what ground, and what came of it (S22)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name=_("item"),
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("decision"))
    ground = models.TextField(_("ground"))
    decided_by = models.CharField(_("who decided"), max_length=200)
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("carries it out"),
    )
    follow_up_on = models.DateField(_("follow-up"))
    outcome = models.TextField(_("outcome"), blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_decision_a_number"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(outcome=""),
                name="closed_decision_has_an_outcome",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key meeting item number text ground decided_by responsible follow_up_on "
            "outcome closed_on"
        )
    )

    def __str__(self):
        return self.text
