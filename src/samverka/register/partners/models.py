from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class OpenToAll(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Which organisations there are is no secret between partners: whoever has a role sees."""
        return self.none() if actor is None else self.all()


class Organisation(models.Model):
    """An organisation, or a unit of one."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        FEDERATION = "federation", _("Federation of municipalities")
        COUNTY_BOARD = "county_board", _("County board")
        REGION = "region", _("Region")
        AUTHORITY = "authority", _("Authority")
        UNIVERSITY = "university", _("University")
        ASSOCIATION = "association", _("Association")
        UNIT = "unit", _("Unit")
        OTHER = "other", _("Other")

    class UnitType(models.TextChoices):
        """What a unit is, so that units of one sort can be counted (S6, S7)."""

        NOT_SAID = "", _("Not said")
        SFI = "sfi", _("Unit for Swedish for immigrants")
        ADULT_EDUCATION = "adult_education", _("Adult education")
        FOLK_HIGH_SCHOOL = "folk_high_school", _("Folk high school")
        SCHOOL = "school", _("School")
        UPPER_SECONDARY = "upper_secondary", _("Upper secondary school")
        PRESCHOOL = "preschool", _("Preschool")
        SOCIAL_SERVICES = "social_services", _("Social services")
        LABOUR_MARKET = "labour_market", _("Labour market unit")
        HEALTH_CENTRE = "health_centre", _("Health centre")
        FAMILY_CENTRE = "family_centre", _("Family centre")
        LIBRARY = "library", _("Library")
        DEPARTMENT = "department", _("Department")
        OTHER = "other", _("Other unit")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    org_number = models.CharField(_("organisation number"), max_length=11, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, related_name="units", null=True, blank=True
    )
    unit_type = models.CharField(
        _("what kind of unit"), max_length=20, choices=UnitType.choices, blank=True
    )
    # Nothing that has been is removed: it is closed, and `valid_to` is its first day as closed.
    valid_to = models.DateField(_("closed from"), null=True, blank=True)

    objects = OpenToAll.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")), name="unit_is_not_part_of_itself"
            ),
            models.UniqueConstraint(
                fields=["org_number"],
                condition=Q(part_of=None) & ~Q(org_number=""),
                name="one_organisation_per_number",
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(part_of=None), name="one_organisation_per_name"
            ),
            models.UniqueConstraint(fields=["part_of", "name"], name="one_unit_per_name"),
        ]

    personal_data = declare(
        none="id public_key name kind org_number municipality part_of unit_type valid_to"
    )

    def __str__(self):
        return self.name

    @property
    def name_with_home(self):
        """A unit says what it is part of: many have the same name."""
        return f"{self.part_of.name}, {self.name}" if self.part_of else self.name


# What a whole organisation may be.
KINDS = [choice for choice in Organisation.Kind.choices if choice[0] != Organisation.Kind.UNIT]


class UnitMove(models.Model):
    """That a unit became part of another organisation on a day."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="moves")
    was_part_of = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    became_part_of = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    moved_on = models.DateField(_("moved on"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "moved_on"], name="one_move_a_day"),
        ]

    personal_data = declare(none="id unit was_part_of became_part_of moved_on")


class Region(models.Model):
    """A set of municipalities under one name: a federation, a county, a health region (S21)."""

    class Kind(models.TextChoices):
        FEDERATION = "federation", _("Federation of municipalities")
        COUNTY = "county", _("County")
        HEALTH = "health", _("Health care region")
        SUB_REGION = "sub_region", _("Sub-region")
        LABOUR_MARKET = "labour_market", _("Local labour market")
        OTHER = "other", _("Other")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    # A county's own code; text, since its leading zero counts.
    code = models.CharField(_("code"), max_length=10, blank=True)
    # The organisation that it is, where it is one.
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="region", null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=300)

    objects = OpenToAll.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_region_per_name"),
        ]

    personal_data = declare(none="id public_key kind name code organisation source")

    def __str__(self):
        return self.name


class RegionMember(models.Model):
    """That a municipality belongs to a region for a period, whose first day may not be known."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="members")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality", "valid_from"],
                name="one_membership",
            ),
            models.UniqueConstraint(
                fields=["region", "municipality"],
                condition=Q(valid_from=None),
                name="one_membership_from_before_we_know",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | ends_after_start(),
                name="membership_ends_after_start",
            ),
        ]

    personal_data = declare(none="id region municipality valid_from valid_to")


class Population(models.Model):
    """How many live in a municipality at the end of a year, for rates per inhabitant (S21)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    inhabitants = models.PositiveIntegerField(_("inhabitants"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="one_population_a_year"),
            models.CheckConstraint(condition=~Q(source=""), name="population_has_a_source"),
        ]

    personal_data = declare(none="id municipality year inhabitants source")


class Appointment(models.Model):
    """A role that a user holds at an organisation for a period."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="one_appointment"
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="appointment_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id organisation role valid_from valid_to",
        personal="user",
        subject="user",
        ground=_("public task: who acts for an organisation must be known"),
        keep=_("while the account is open, then two years"),
        outlives={"user": "an emptied account: who acted must stay known"},
    )
