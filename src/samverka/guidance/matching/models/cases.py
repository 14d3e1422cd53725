"""Households in a round: who is in them, on which grounds, and who is told."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.clock import now
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .round import MatchingRound, Part

CODES = [(one.code, one.endonym) for one in LANGUAGES.values()]
GROUND = _("public task: the household has asked to be matched, and may leave at any time")
KEEP = _("as long as the round, and the follow-up of those who moved")


class CaseQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """All of a round for its officers; a municipality sees those who said yes to it."""
        if actor is None:
            return self.none()
        rounds = MatchingRound.objects.with_part(actor, Part.OFFICER).values("pk")
        coming = Case.objects.coming_to(actor).values("pk")
        return self.opened_to(actor).filter(Q(round__in=rounds) | Q(pk__in=coming))

    def of_officer(self, actor: Actor | None):
        """Those whose facts and proposals the actor decides about."""
        if actor is None:
            return self.none()
        rounds = MatchingRound.objects.with_part(actor, Part.OFFICER).values("pk")
        return self.opened_to(actor).filter(round__in=rounds)

    def coming_to(self, actor: Actor):
        """Those who said yes to the municipality that the actor acts for."""
        rounds = MatchingRound.objects.with_part(actor, Part.MUNICIPALITY).values("pk")
        return self.filter(
            proposals__state__in=["yes", "moved"],
            proposals__place__organisation=actor.organisation_id,
            proposals__place__round__in=rounds,
        )

    def opened_to(self, actor: Actor):
        """Without households of somebody whom the register shuts to the actor."""
        members = Member.objects.filter(case=OuterRef("pk"), person__isnull=False)
        return self.exclude(Exists(members.exclude(is_opened_to(actor))))

    def to_place(self):
        """Those that a plan is made for."""
        return self.filter(state=Case.State.IN_ROUND)


class Case(models.Model):
    """A household that is never divided, in one round."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        IN_ROUND = "in_round", _("In the round")
        WITHDRAWN = "withdrawn", _("Has left the round")

    round = models.ForeignKey(MatchingRound, models.PROTECT, related_name="cases")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # What the household is called where no names are: R-001.
    number = models.PositiveSmallIntegerField(_("number"))
    # The adult whom one writes to. Empty when everybody in the household was forgotten.
    contact = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("contact")
    )
    language = models.CharField(_("language of letters"), max_length=3, choices=CODES)
    lives_now = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("lives now in")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PREPARING
    )
    school_seats = models.PositiveSmallIntegerField(_("school seats needed"), default=0)
    # Only where the household itself wishes so: a tag of BCP 47.
    community_language = models.CharField(
        _("wants to live where this language is spoken"), max_length=20, blank=True
    )
    # Whoever decides on what another has changed meanwhile is told so.
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_on = models.DateField(_("entered"))
    left_on = models.DateField(_("left the round"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_case_of_a_number"),
            models.CheckConstraint(
                condition=Q(state="withdrawn", left_on__isnull=False)
                | (~Q(state="withdrawn") & Q(left_on=None)),
                name="case_left_on_a_day",
            ),
        ]

    personal_data = declare(
        none="id round public_key number state version entered_on left_on",
        personal="contact language lives_now school_seats community_language",
        subject="contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return f"R-{self.number:03}"


class Member(models.Model):
    """Somebody in a household. Sex and age group are for the table of groups and nothing else."""

    class Sex(models.TextChoices):
        NOT_SAID = "", _("Not said")
        WOMAN = "woman", _("Woman or girl")
        MAN = "man", _("Man or boy")

    class Age(models.TextChoices):
        PRESCHOOL = "0-5", _("0–5 years")
        SCHOOL = "6-15", _("6–15 years")
        UPPER_SECONDARY = "16-19", _("16–19 years")
        YOUNG = "20-24", _("20–24 years")
        MIDDLE = "25-54", _("25–54 years")
        OLDER = "55-64", _("55–64 years")
        OLD = "65-", _("65 years and over")

    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # The case's round, so that the database keeps anybody from being in two households of it.
    round = models.ForeignKey(MatchingRound, models.CASCADE, related_name="+", editable=False)
    # A child need not be in the register.
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    is_adult = models.BooleanField(_("adult"), default=True)
    sex = models.CharField(_("sex"), max_length=5, choices=Sex.choices, blank=True)
    age_group = models.CharField(_("age"), max_length=5, choices=Age.choices)
    # Occupations in SSYK 2012: what somebody can work as, and wants to practise; a code of
    # data/codes.yaml: what they want to study.
    occupation = models.CharField(_("works as"), max_length=4, blank=True)
    practice = models.CharField(_("wants practice as"), max_length=4, blank=True)
    studies = models.CharField(_("wants to study"), max_length=20, blank=True)

    class Meta:
        ordering = ["-is_adult", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="in_one_household_of_a_round"
            ),
            models.CheckConstraint(
                condition=Q(is_adult=False) | Q(person__isnull=False),
                name="adult_of_a_household_is_a_person",
            ),
        ]

    personal_data = declare(
        none="id case public_key round",
        personal="person is_adult sex age_group occupation practice studies",
        subject="person",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return str(self.person) if self.person else str(self.get_age_group_display())


class LegalGround(models.Model):
    """Why data of a household may be used, and why they may be handed on: two rows, never one."""

    class Kind(models.TextChoices):
        DATA_PROTECTION = "data_protection", _("Ground in data protection law")
        SECRECY = "secrecy", _("Ground in secrecy law")

    case = models.ForeignKey(Case, models.CASCADE, related_name="grounds")
    kind = models.CharField(_("which law"), max_length=15, choices=Kind.choices)
    # A code of data/grounds.yaml, where its source is.
    code = models.CharField(_("ground"), max_length=30)
    noted_on = models.DateField(_("noted"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_ground_of_each_law"),
        ]

    personal_data = declare(
        none="id noted_by",
        personal="case kind code noted_on",
        subject="case.contact",
        ground=_("legal obligation: the ground must be possible to show"),
        keep=KEEP,
    )

    def __str__(self):
        return self.code


class Receiver(models.Model):
    """Who is told what of a household, on which ground, from when until when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="receivers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Codes of data/grounds.yaml: what is told, and on which ground.
    what = models.CharField(_("what"), max_length=30)
    ground = models.CharField(_("ground"), max_length=30)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "what"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation", "what"],
                condition=Q(valid_to=None),
                name="told_once",
            ),
            models.CheckConstraint(condition=ends_after_start(), name="told_ends_after_start"),
        ]

    personal_data = declare(
        none="id",
        personal="case organisation what ground valid_from valid_to",
        subject="case.contact",
        ground=_("legal obligation: whom data were given to must be possible to show"),
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.organisation} {self.what}"


class CaseChange(models.Model):
    """That somebody changed a case: what two officers who work at once are told of each other."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField(default=now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_change_of_a_version"),
        ]

    personal_data = declare(
        none="id case version changed_by",
        personal="changed_at",
        subject="case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.case} {self.version}"
