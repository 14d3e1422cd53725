import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Round
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Five steps: 0 nothing, 4 can teach others.
HIGHEST = 4
WEIGHTS = [MinValueValidator(1), MaxValueValidator(3)]
LEVELS = [MaxValueValidator(HIGHEST)]
GROUND = _("public task: those who meet newly arrived people have the training their work asks")
KEEP = _("as long as the programme's rules say")


class SeenWithProgramme(models.QuerySet):
    """Rows of the programmes one sees; `path` leads there."""

    path = "programme"

    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(**{f"{self.path}__in": keys_seen_by(actor)})


class CompetenceQuerySet(SeenWithProgramme):
    path = "area__programme"


class LevelScale(models.Model):
    """The words of the levels from a day on, in each language, and where they come from."""

    valid_from = models.DateField(_("from"), unique=True)
    # {language: [five words, the least first]}
    words = models.JSONField(_("words"))
    source = models.TextField(_("source"))

    personal_data = declare(none="id valid_from words source")

    def __str__(self):
        return str(self.valid_from)


class Area(models.Model):
    """Competences of a programme that belong together."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SeenWithProgramme.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_area_of_a_name"),
        ]

    personal_data = declare(none="id public_key programme name order")

    def __str__(self):
        return self.name


class Competence(models.Model):
    """Something one can know or be able to do at work, with what each level means."""

    class Importance(models.IntegerChoices):
        SOME = 1, _("Some")
        GREAT = 2, _("Great")
        GREATEST = 3, _("Greatest")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="competences")
    name = models.CharField(_("name"), max_length=150)
    # What levels 0 to 4 mean here; empty: the words of the scale alone.
    level_0 = models.CharField(_("Level 0"), max_length=200, blank=True)
    level_1 = models.CharField(_("Level 1"), max_length=200, blank=True)
    level_2 = models.CharField(_("Level 2"), max_length=200, blank=True)
    level_3 = models.CharField(_("Level 3"), max_length=200, blank=True)
    level_4 = models.CharField(_("Level 4"), max_length=200, blank=True)
    importance = models.PositiveSmallIntegerField(
        _("importance"),
        choices=Importance.choices,
        default=Importance.GREAT,
        validators=WEIGHTS,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Asked no more; what was answered stays.
    removed_on = models.DateField(_("removed"), null=True, blank=True)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        ordering = ["area__order", "area_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="one_competence_of_a_name"),
            models.CheckConstraint(
                condition=Q(importance__gte=1, importance__lte=3), name="importance_is_1_to_3"
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key area name level_0 level_1 level_2 level_3 level_4 importance order "
            "removed_on"
        )
    )

    def __str__(self):
        return self.name

    @property
    def item(self) -> str:
        """What a mapping's instrument calls its question."""
        return f"c_{self.public_key}"

    @property
    def described(self) -> tuple[str, ...]:
        return (self.level_0, self.level_1, self.level_2, self.level_3, self.level_4)


class RequiredLevel(models.Model):
    """The level that a function's work asks of a competence, from a day on."""

    competence = models.ForeignKey(Competence, models.CASCADE, related_name="required")
    # As people's positions say it, whatever the capital letters.
    function = models.CharField(_("function"), max_length=100)
    level = models.PositiveSmallIntegerField(_("required level"), validators=LEVELS)
    valid_from = models.DateField(_("from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competence", "function", "valid_from"], name="one_level_asked_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(level__lte=HIGHEST), name="required_level_is_0_to_4"
            ),
        ]

    personal_data = declare(none="id competence function level valid_from")

    def __str__(self):
        return f"{self.function}: {self.level}"


class Mapping(models.Model):
    """That some of a programme's staff are asked about its competences in a round."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    # Its name, days, and who is asked.
    round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    # Asks, an area at a time, how it was before as one sees it now.
    asks_then = models.BooleanField(_("asks how it was before"), default=False)

    objects = SeenWithProgramme.as_manager()

    personal_data = declare(none="id public_key programme round asks_then")

    def __str__(self):
        return self.round.name

    def is_over(self, on: dt.date) -> bool:
        return self.round.is_over(on)


class NewcomerSurvey(models.Model):
    """That newly arrived people are asked how they are met, in a round without names."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    round = models.OneToOneField(Round, models.PROTECT, related_name="+")

    personal_data = declare(none="id programme round")

    def __str__(self):
        return self.round.name


class MappedCompetence(models.Model):
    """A competence that a mapping asks about."""

    mapping = models.ForeignKey(Mapping, models.CASCADE, related_name="mapped")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "competence"], name="asked_once_of_a_competence"
            ),
        ]

    personal_data = declare(none="id mapping competence order")


class AgreedLevel(models.Model):
    """The level that somebody and their manager agreed on in the talk after a mapping."""

    mapping = models.ForeignKey(Mapping, models.CASCADE, related_name="agreed")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("agreed level"), validators=LEVELS)
    agreed_on = models.DateField(_("agreed"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "person", "competence"], name="one_level_agreed"
            ),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST), name="agreed_is_0_to_4"),
        ]

    personal_data = declare(
        none="id mapping competence",
        personal="person level agreed_on",
        subject="person",
        ground=GROUND,
        keep=KEEP,
    )


class OwnLevel(models.Model):
    """One's own later word about one's level after a mapping: corrected, or risen since."""

    mapping = models.ForeignKey(Mapping, models.CASCADE, related_name="own")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("own level"), validators=LEVELS)
    said_on = models.DateField(_("said"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "person", "competence"], name="one_own_level"
            ),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST), name="own_level_is_0_to_4"),
        ]

    personal_data = declare(
        none="id mapping competence",
        personal="person level said_on",
        subject="person",
        ground=GROUND,
        keep=KEEP,
    )
