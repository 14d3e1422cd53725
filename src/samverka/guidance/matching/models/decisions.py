"""What is proposed to a household, who decided it and how, and what the household says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .cases import GROUND, KEEP, Case
from .offers import Home, Place
from .plans import Scenario

# What sealed texts are sealed for.
DECISION = "matching.decision"
OBJECTION = "matching.objection"
OF_HOUSEHOLD = "proposal.case.contact"


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        return self.filter(case__in=Case.objects.visible_to(actor).values("pk"))

    def live(self):
        """Those that hold a place."""
        return self.filter(state__in=Proposal.LIVE)


class Proposal(models.Model):
    """A place that a household is offered, with a home where one is chosen."""

    class State(models.TextChoices):
        TO_DECIDE = "to_decide", _("An officer is to decide")
        DECIDED = "decided", _("Decided, not yet shown")
        SHOWN = "shown", _("Shown to the household")
        YES = "yes", _("The household said yes")
        NO = "no", _("The household said no")
        WITHDRAWN = "withdrawn", _("Taken back")
        MOVED = "moved", _("Has moved")

    # While it is one of these, neither the household nor the home has another.
    LIVE = (State.TO_DECIDE, State.DECIDED, State.SHOWN, State.YES, State.MOVED)
    # While it is one of these, room may not be taken away under it without a word.
    HOLDS_ROOM = (State.DECIDED, State.SHOWN, State.YES, State.MOVED)

    case = models.ForeignKey(Case, models.CASCADE, related_name="proposals")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="proposals")
    home = models.ForeignKey(Home, models.PROTECT, related_name="proposals", null=True, blank=True)
    # Where it came from; empty where an officer chose the place.
    scenario = models.ForeignKey(
        Scenario, models.SET_NULL, related_name="+", null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.TO_DECIDE
    )
    made_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["to_decide", "decided", "shown", "yes", "moved"]),
                name="no_household_is_placed_twice",
            ),
            models.UniqueConstraint(
                fields=["home"],
                condition=Q(state__in=["to_decide", "decided", "shown", "yes", "moved"]),
                name="no_home_is_given_twice",
            ),
        ]

    personal_data = declare(
        none="id public_key scenario",
        personal="case place home state made_at changed_at",
        subject="case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.case} {self.place}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE


class MatchingDecision(models.Model):
    """What an officer decided on a proposal, and how long they looked: only ever added to."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("As proposed")
        OTHER = "other", _("Another place")
        DECLINE = "decline", _("No place now")

    class Reason(models.TextChoices):
        NONE = "", _("No reason is needed")
        KNOWS_MORE = "knows_more", _("We know something that is not in the tables")
        OWN_WISH = "own_wish", _("The household wished so")
        HOME = "home", _("The home does not suit")
        SUPPORT = "support", _("The support there does not suffice")
        CHANGED = "changed", _("Something has changed since")
        OTHER = "other", _("Something else")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=10, choices=Kind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    # A sentence of the officer's own, without names; sealed for DECISION.
    text_sealed = models.TextField(blank=True, editable=False)
    # What another place than the proposed one costs in all, in thousandths of points.
    cost = models.BigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    decided_at = models.DateTimeField(_("decided"), default=now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="other") | (Q(place__isnull=False) & ~Q(reason="")),
                name="another_place_has_a_reason",
            ),
        ]

    personal_data = declare(
        none="id decided_by",
        personal="proposal kind place reason text_sealed cost opened_at decided_at",
        subject=OF_HOUSEHOLD,
        ground=_("public task: who decided what, and why, must be possible to examine"),
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.proposal} {self.kind}"


class HouseholdAnswer(models.Model):
    """Yes or no. A no has no reason, and leads to nothing but that the place is free again."""

    class How(models.TextChoices):
        LINK = "link", _("By the link")
        IN_PERSON = "in_person", _("In person, with an interpreter where one was wanted")
        PAPER = "paper", _("On paper")

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="answer")
    says_yes = models.BooleanField(_("yes"))
    given_how = models.CharField(_("how"), max_length=10, choices=How.choices)
    given_on = models.DateField(_("answered"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    personal_data = declare(
        none="id noted_by",
        personal="proposal says_yes given_how given_on",
        subject=OF_HOUSEHOLD,
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.proposal} {self.says_yes}"


class AnswerLink(models.Model):
    """The secret link by which a household reads its proposal; only a hash of it is kept."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=now, editable=False)
    valid_until = models.DateField(_("holds until"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)

    personal_data = declare(
        none="id made_at",
        personal="proposal secret_hash valid_until opened_at",
        subject=OF_HOUSEHOLD,
        ground=GROUND,
        keep=_(
            "a month, after a yes until the move; then until the next link of the round is made"
        ),
    )

    def __str__(self):
        return f"{self.proposal} {self.valid_until}"


class Objection(models.Model):
    """What a household thinks is wrong, sealed, with its answer."""

    class State(models.TextChoices):
        OPEN = "open", _("To be answered")
        ANSWERED = "answered", _("Answered")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="objections")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    # Both sealed for OBJECTION.
    text_sealed = models.TextField(editable=False)
    answer_sealed = models.TextField(blank=True, editable=False)
    made_on = models.DateField(_("came"))
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_on=None)
                | Q(state="answered", answered_on__isnull=False),
                name="objection_answered_on_a_day",
            ),
        ]

    personal_data = declare(
        none="id public_key answered_by",
        personal="proposal state text_sealed answer_sealed made_on answered_on",
        subject=OF_HOUSEHOLD,
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.proposal} {self.state}"
