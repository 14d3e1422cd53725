import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now, today
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.prepared import Given
from samverka.toolkit.public_key import new_key
from samverka.toolkit.texts import about, roughly

from .funds import Fund

# Written out, since almost every page asks it, and of what stands inside something else too:
# building it anew each time costs ten times what the database needs to answer.
# Whoever acts in one programme sees that one; else those the organisation takes part in, until
# it does no longer.
SEEN = """
SELECT id FROM programmes_programme WHERE id = %s
UNION
SELECT programme_id FROM programmes_participation
WHERE organisation_id = %s AND %s = 0 AND (valid_to IS NULL OR valid_to > %s)
"""

LED = """
SELECT programme_id FROM programmes_participation
WHERE organisation_id = %s AND part IN ('owner', 'co_leader')
AND (valid_to IS NULL OR valid_to > %s) AND %s IN (0, programme_id)
"""


def keys_led_by(actor: Actor, on: dt.date | Given | None = None) -> RawSQL:
    """The programmes that the actor's organisation owns, or leads together with the owner.

    Today, where no day is said: a prepared question is asked on another day than it was made.
    """
    values = (actor.organisation_id, on or today(), actor.programme_id)
    return RawSQL(LED, values)  # noqa: S611 - values are parameters


def keys_seen_by(actor: Actor, on: dt.date | Given | None = None) -> RawSQL:
    """The programmes that `visible_to` gives, for `programme__in` of what belongs to them."""
    bound = actor.programme_id
    values = (bound, actor.organisation_id, bound, on or today())
    return RawSQL(SEEN, values)  # noqa: S611 - values are parameters


class Theme(models.Model):
    """What programmes are about, so that those alike are found (S20)."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("theme"), max_length=120)

    personal_data = declare(none="id slug name")

    def __str__(self):
        return self.name


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """The one the actor's role is for, or those that the organisation takes part in."""
        if actor is None:
            return self.none()
        return self.filter(pk__in=keys_seen_by(actor))


class Precision(models.TextChoices):
    """How exactly a source tells a day: what it leaves open is not made up."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


# What stands in the place of a slug on the public pages: a programme of that name would be hidden.
RESERVED_SLUGS = frozenset({"material", "nyhetsbrev", "personuppgifter"})


class Programme(models.Model):
    """A joint undertaking of several organisations, with goals and a period."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project")
        PRE_STUDY = "pre_study", _("Pre-study")
        PARTNERSHIP = "partnership", _("Partnership")
        ORDINARY = "ordinary", _("Ordinary work")

    class Basis(models.TextChoices):
        """What the stated budget is, when co-financing is counted from it (S128)."""

        TOTAL = "total", _("The whole budget")
        GRANT = "grant", _("The grant alone")
        NOT_CHOSEN = "", _("Not chosen")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    summary = models.TextField(_("summary"), blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PROJECT)
    # Empty where the source does not say.
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    starts_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    # The last day, as people say it; planned and extended are kept apart (S24).
    ends_on = models.DateField(_("planned end"), null=True, blank=True)
    ends_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    extended_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    # In öre, and what it is: the share of co-financing is another sum on each basis (S128).
    budget = models.BigIntegerField(_("budget"), null=True, blank=True)
    budget_basis = models.CharField(
        _("the budget is"), max_length=10, choices=Basis.choices, blank=True
    )
    # In hundredths of a percent.
    co_financing_share = models.PositiveIntegerField(_("co-financing"), null=True, blank=True)
    # On the public pages, and when somebody should read them through again (S23).
    is_public = models.BooleanField(_("shown to the public"), default=False)
    review_on = models.DateField(_("to be reviewed"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=now, editable=False)
    # A demonstration moves a finished programme to its own years, and says so.
    moved_years = models.SmallIntegerField(default=0)
    funds = models.ManyToManyField(Fund, through="ProgrammeFund", related_name="programmes")
    themes = models.ManyToManyField(Theme, related_name="programmes", blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gte=F("ends_on")),
                name="programme_is_extended_forwards",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key slug name summary owner kind starts_on starts_precision ends_on "
            "ends_precision extended_to extended_precision moved_years funds themes budget "
            "budget_basis co_financing_share is_public review_on changed_at"
        )
    )

    def __str__(self):
        return self.name

    @property
    def last_day(self):
        return self.extended_to or self.ends_on

    @property
    def starts_text(self) -> str:
        return roughly(self.starts_on, self.starts_precision)

    @property
    def starts_about(self) -> str:
        """To the month, or to the year where no more is known."""
        return about(self.starts_on, self.starts_precision)

    @property
    def last_about(self) -> str:
        precision = self.extended_precision if self.extended_to else self.ends_precision
        return about(self.last_day, precision)

    @property
    def ends_text(self) -> str:
        return roughly(self.ends_on, self.ends_precision)

    @property
    def extended_text(self) -> str:
        return roughly(self.extended_to, self.extended_precision)


class ProgrammeLink(models.Model):
    """That a programme builds on an earlier one (S19, S20, S107)."""

    class Kind(models.TextChoices):
        BUILDS_ON = "builds_on", _("Builds on")
        CONTINUES = "continues", _("Continues")
        FOLLOWS_PRE_STUDY = "follows_pre_study", _("Follows from the pre-study")

    earlier = models.ForeignKey(Programme, models.CASCADE, related_name="led_to")
    later = models.ForeignKey(Programme, models.CASCADE, related_name="builds_on")
    kind = models.CharField(_("how"), max_length=20, choices=Kind.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="linked_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="not_linked_to_itself"),
        ]

    personal_data = declare(none="id earlier later kind note")


class SourceNote(models.Model):
    """Where a fact of a programme comes from: the rows of its source (S1 … S129), and a word."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="source_notes")
    # The place in the programme file, as "mål.1.mått.regionala-utbildningsdagar.måltal".
    about = models.CharField(max_length=300)
    rows = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "about"], name="one_source_note_per_place"
            ),
        ]

    personal_data = declare(none="id programme about rows text")


class OpenPoint(models.Model):
    """What the sources leave open about a programme, said in the file and on the screen."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="open_points")
    number = models.PositiveSmallIntegerField()
    rows = models.CharField(max_length=120, blank=True)
    text = models.TextField(_("open point"))
    # What was decided in the programme, when it was.
    settled = models.TextField(_("settled"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_open_point"),
        ]

    personal_data = declare(none="id programme number rows text settled")


class ProgrammeFund(models.Model):
    """That a fund pays for a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    # The last payment, or that the accounts were handed in: keeping is counted from it.
    settled_on = models.DateField(_("last payment or accounts"), null=True, blank=True)
    settled_source = models.CharField(_("where that day is written"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "fund"], name="fund_once_in_a_programme"),
        ]

    personal_data = declare(none="id programme fund reference settled_on settled_source")


class SubRegion(models.Model):
    """A part of a programme's area, led by one of its partners (S3)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sub_regions")
    name = models.CharField(_("name"), max_length=120)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_sub_region_per_name"),
        ]

    personal_data = declare(none="id public_key programme name lead")

    def __str__(self):
        return self.name


class Participation(models.Model):
    """That an organisation takes part in a programme for a period (S26)."""

    class Part(models.TextChoices):
        OWNER = "owner", _("Owner")
        CO_LEADER = "co_leader", _("Leads together with the owner")
        PARTICIPANT = "participant", _("Takes part")
        RESEARCHER = "researcher", _("Follows with research")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=20, choices=Part.choices)
    contact_function = models.CharField(_("contact function"), max_length=120, blank=True)
    # The sub-region through which it takes part, whatever region it belongs to at home (S8).
    via = models.ForeignKey(
        "SubRegion", models.PROTECT, related_name="participations", null=True, blank=True
    )
    # Empty where the source does not say.
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "part"], name="takes_part_once"
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="participation_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id programme organisation part contact_function via valid_from valid_to"
    )

    @property
    def is_owners(self) -> bool:
        return self.part == self.Part.OWNER
