from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# What a company tells of its needs is for those who work with it.
WORKS_WITH_COMPANIES = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)
SEES_COMPANIES = (*WORKS_WITH_COMPANIES, Role.ECONOMIST)


class Company(models.Model):
    """A company, once however many programmes work with it (S95)."""

    class Size(models.TextChoices):
        """The classes of the Commission's recommendation 2003/361/EC, by staff."""

        MICRO = "micro", _("Up to 9 employees")
        SMALL = "small", _("10 to 49 employees")
        MEDIUM = "medium", _("50 to 249 employees")
        LARGE = "large", _("250 employees or more")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=150)
    # Never a sole trader's, which is a personal number.
    org_number = models.CharField(_("organisation number"), max_length=11, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, blank=True)
    sector = models.CharField(_("sector"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_number"],
                condition=~Q(org_number=""),
                name="one_company_per_org_number",
            ),
        ]

    personal_data = declare(none="id public_key name org_number municipality size sector")

    def __str__(self):
        return self.name


class CompanyLink(models.Model):
    """That two companies are one undertaking for de minimis aid, from a day and maybe to one."""

    class Kind(models.TextChoices):
        """The relationships of Regulation (EU) 2023/2831, Article 2(2)."""

        VOTES = "votes", _("Has the majority of the votes")
        APPOINTS = "appoints", _("Appoints or removes most of the board")
        CONTRACT = "contract", _("Has a dominant influence by contract or statutes")
        AGREEMENT = "agreement", _("Controls the majority of the votes by agreement")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    one = models.ForeignKey(Company, models.CASCADE, related_name="+")
    other = models.ForeignKey(Company, models.CASCADE, related_name="+")
    kind = models.CharField(_("how"), max_length=10, choices=Kind.choices)
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="company_linked_to_another"),
            models.CheckConstraint(
                condition=ends_after_start(), name="company_link_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["one", "other", "valid_from"], name="companies_linked_once"
            ),
        ]

    personal_data = declare(none="id public_key one other kind source valid_from valid_to")

    def other_than(self, company: Company) -> Company:
        return self.other if self.one_id == company.pk else self.one


class ProgrammeCompanyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those of the programmes one sees, for whoever works with companies there."""
        if actor is None or not actor.is_one_of(*SEES_COMPANIES):
            return self.none()
        return self.filter(programme__in=Programme.objects.visible_to(actor))


class ProgrammeCompany(models.Model):
    """That a programme works with a company, or compares others with it."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, related_name="programmes")
    # The function to turn to: persons at companies are not kept.
    contact_function = models.CharField(_("contact function"), max_length=120, blank=True)
    is_comparison = models.BooleanField(_("for comparison only"), default=False)

    objects = ProgrammeCompanyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "company"], name="company_once_in_a_programme"
            ),
        ]

    personal_data = declare(none="id public_key programme company contact_function is_comparison")

    def __str__(self):
        return str(self.company)


class CompanyNeed(models.Model):
    """What a company needs, found together with it: what is done begins there."""

    class Kind(models.TextChoices):
        PRODUCTS = "products", _("New products or services")
        MARKETS = "markets", _("New markets or customers")
        SKILLS = "skills", _("Skills that are hard to find")
        OTHER = "other", _("Something else")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    work = models.ForeignKey(ProgrammeCompany, models.CASCADE, related_name="needs")
    kind = models.CharField(_("kind of need"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("need"))
    found_on = models.DateField(_("day"))

    personal_data = declare(none="id public_key work kind text found_on")


class CompanyEffort(models.Model):
    """Something done with a company."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    work = models.ForeignKey(ProgrammeCompany, models.CASCADE, related_name="efforts")
    need = models.ForeignKey(
        CompanyNeed, models.SET_NULL, related_name="efforts", null=True, blank=True
    )
    done_on = models.DateField(_("day"))
    text = models.TextField(_("what was done"))

    personal_data = declare(none="id public_key work need done_on text")


class Recruitment(models.Model):
    """That a company has employed people: how many, to which work. Never who."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    work = models.ForeignKey(ProgrammeCompany, models.CASCADE, related_name="recruitments")
    employed_on = models.DateField(_("day"))
    occupation = models.CharField(_("work"), max_length=120)
    number = models.PositiveSmallIntegerField(_("how many"), default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="recruitment_is_of_somebody"),
        ]

    personal_data = declare(none="id public_key work employed_on occupation number")


class ResultMeasure(models.Model):
    """What the companies of a programme are compared by, with its unit."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    title = models.CharField(_("measure"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "title"], name="one_result_measure"),
        ]

    personal_data = declare(none="id programme title unit")

    def __str__(self):
        return self.title


class CompanyResult(models.Model):
    """A measure of a company before and after."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    work = models.ForeignKey(ProgrammeCompany, models.CASCADE, related_name="results")
    measure = models.ForeignKey(ResultMeasure, models.PROTECT, related_name="results")
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=2)
    before_on = models.DateField(_("day before"))
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=2, null=True, blank=True)
    after_on = models.DateField(_("day after"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "measure"], name="measured_once"),
            models.CheckConstraint(
                condition=Q(after=None, after_on=None)
                | Q(after__isnull=False, after_on__gt=F("before_on")),
                name="after_comes_after_before",
            ),
        ]

    personal_data = declare(none="id public_key work measure before before_on after after_on")


class AidRule(models.Model):
    """How much de minimis aid one undertaking may have, and over how long: the law, dated."""

    source = models.CharField(_("source"), max_length=300)
    # In euro cents.
    ceiling = models.BigIntegerField(_("ceiling"))
    years = models.PositiveSmallIntegerField(_("years"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="one_aid_rule_from_a_day"),
            models.CheckConstraint(condition=ends_after_start(), name="aid_rule_ends_after_start"),
            models.CheckConstraint(condition=~Q(source=""), name="aid_rule_has_a_source"),
        ]

    personal_data = declare(none="id source ceiling years valid_from valid_to")


class Aid(models.Model):
    """De minimis aid granted to a company, by the programme or as the company has told."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="aids")
    # Empty: from somebody else, as the company declared.
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", null=True, blank=True
    )
    granted_on = models.DateField(_("granted"))
    granted_by = models.CharField(_("granted by"), max_length=120)
    # In öre; and in euro cents as the decision states it, by the rate of its day.
    amount = models.BigIntegerField(_("amount"))
    euro_cents = models.BigIntegerField(_("amount in euro"))
    purpose = models.CharField(_("what for"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, euro_cents__gt=0), name="aid_is_something"
            ),
        ]

    personal_data = declare(
        none="id public_key company programme granted_on granted_by amount euro_cents purpose"
    )
