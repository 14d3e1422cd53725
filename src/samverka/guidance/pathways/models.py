from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.signs import no_turning_signs


class OccupationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """What the rules ask is no secret: everybody who acts in a role reads it."""
        return self.none() if actor is None else self


class Occupation(models.Model):
    """An occupation by its code in SSYK 2012, with the words it is also known by (S58)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    code = models.CharField(
        _("SSYK code"),
        max_length=4,
        validators=[RegexValidator(r"^[0-9]{4}$", _("Write four digits, as 2221."))],
    )
    name = models.CharField(
        _("occupation"), max_length=100, unique=True, validators=[no_turning_signs]
    )
    # Other names and codes of the same, as people search for them.
    words = models.TextField(_("other words for it"), max_length=1000, blank=True)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{4}$"), name="occupation_has_a_code"
            ),
        ]

    personal_data = declare(none="id public_key code name words")

    def __str__(self):
        return self.name


class Form(models.TextChoices):
    """How what somebody can is recognised."""

    RECOGNITION = "recognition", _("An authority decides")
    LICENCE_TEST = "licence_test", _("A test for a licence")
    ASSESSMENT = "assessment", _("The education is assessed")
    INDUSTRY = "industry", _("Validation by the industry")
    SCHOOL = "school", _("Validation in adult education")
    PRACTICE = "practice", _("Supervised practice")


class Regulation(models.TextChoices):
    """What the law asks of whoever works in the occupation."""

    LICENCE = "licence", _("Regulated: a licence to practise")
    AUTHORISATION = "authorisation", _("Regulated: an authorisation")
    TITLE = "title", _("Regulated: the title is protected")
    PERMIT = "permit", _("Regulated: a licence and proof of competence")
    NONE = "none", _("Not regulated")


INDUSTRY_ALONE = _(
    "A regulated occupation cannot have validation by the industry as the way that counts: the "
    "authority decides. Choose what the authority asks for, and write the industry's validation "
    "as a further way."
)
BY_WHOM = _("A regulated occupation needs both who decides and the law. Write them.")
REGULATED = (
    Regulation.LICENCE,
    Regulation.AUTHORISATION,
    Regulation.TITLE,
    Regulation.PERMIT,
)


class Sourced(models.Model):
    """Holds from a day, and has a source that somebody has read, or has not."""

    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    read_on = models.DateField(_("read on"))
    is_verified = models.BooleanField(_("read in the source"), default=False)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True


SOURCED = "source source_url read_on is_verified valid_from valid_to"


class Pathway(Sourced):
    """What the rules ask from a day on, and the way that counts."""

    class Bridging(models.TextChoices):
        UNKNOWN = "", _("None that we know of")
        UNIVERSITY = "university", _("A supplementary programme at a university")
        ADULT = "adult", _("Courses in municipal adult education")
        COURSE = "course", _("A course that ends with a test")
        LABOUR = "labour", _("Training by way of the employment service")

    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="pathways")
    regulation = models.CharField(_("is it regulated"), max_length=13, choices=Regulation.choices)
    authority = models.CharField(_("who decides"), max_length=150, blank=True)
    law = models.CharField(_("under which law"), max_length=200, blank=True)
    note = models.TextField(_("what this means"), max_length=1000, blank=True)
    form = models.CharField(_("the way that counts"), max_length=12, choices=Form.choices)
    bridging = models.CharField(
        _("what one may study besides"), max_length=10, choices=Bridging.choices, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "valid_from"], name="one_pathway_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["occupation"], condition=Q(valid_to=None), name="one_pathway_goes_on"
            ),
            models.CheckConstraint(condition=ends_after_start(), name="pathway_ends_after_start"),
            # The promise of S58, kept by the database.
            models.CheckConstraint(
                condition=~Q(regulation__in=REGULATED, form=Form.INDUSTRY),
                name="regulated_is_never_industry_alone",
                violation_error_message=INDUSTRY_ALONE,
            ),
            models.CheckConstraint(
                condition=Q(regulation=Regulation.NONE) | (~Q(authority="") & ~Q(law="")),
                name="regulated_by_whom_and_how",
                violation_error_message=BY_WHOM,
            ),
        ]

    personal_data = declare(
        none=f"id occupation regulation authority law note form bridging {SOURCED}"
    )

    def __str__(self):
        return f"{self.occupation} {self.valid_from}"

    @property
    def is_regulated(self) -> bool:
        return self.regulation in REGULATED


class PathwayFactQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.none() if actor is None else self


class PathwayFact(Sourced):
    """One thing to know on the way: how, what else, who pays, where to ask."""

    class About(models.TextChoices):
        HOW = "how", _("How it is done")
        FURTHER = "further", _("A further way")
        BRIDGING = "bridging", _("What one may study besides")
        PAYMENT = "payment", _("Who pays")
        CONTACT = "contact", _("Where to ask")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="facts")
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    # Of a further way: which.
    form = models.CharField(_("way"), max_length=12, choices=Form.choices, blank=True)
    text = models.TextField(_("text"), max_length=1500)

    objects = PathwayFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "about", "form"],
                condition=Q(valid_to=None),
                name="one_pathway_fact_goes_on",
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="pathway_fact_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(about="further") & ~Q(form="") | ~Q(about="further") & Q(form=""),
                name="further_way_says_which",
            ),
        ]

    personal_data = declare(none=f"id public_key occupation about form text {SOURCED}")

    def __str__(self):
        return f"{self.occupation} {self.about}"


class PathwayUse(models.Model):
    """How often, on a day, a route was shown or came to something. It knows no person."""

    class Outcome(models.TextChoices):
        SHOWN = "shown", _("Shown to somebody")
        APPLIED = "applied", _("An application was sent")
        BEGUN = "begun", _("A course or practice was begun")
        RECOGNISED = "recognised", _("It was recognised")
        OTHER = "other", _("Another way was chosen")

    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="uses")
    day = models.DateField(_("day"))
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome.choices)
    times = models.PositiveIntegerField(_("times"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "day", "outcome"], name="one_number_a_day"
            ),
        ]

    personal_data = declare(none="id occupation day outcome times")

    def __str__(self):
        return f"{self.occupation} {self.day} {self.outcome}"
