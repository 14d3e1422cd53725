from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.engine.needs.signals import Watch
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

BASE, RISE, FALSE_ALARM = 12, 50, 120


class Kind(models.TextChoices):
    """What is counted each month."""

    RECEIVED = "received", _("Received newly arrived people")
    STAFF = "staff", _("Staff in reception")
    TRAINED = "trained", _("Trained staff in reception")


class SignalSetting(models.Model):
    """What a programme takes for granted of what is usual, and what it wants to be told of."""

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="+")
    base_months = models.PositiveSmallIntegerField(
        _("usual is the mean of so many first months"),
        default=BASE,
        validators=[MinValueValidator(6), MaxValueValidator(60)],
    )
    rise_percent = models.PositiveSmallIntegerField(
        _("told of is a rise by so many per cent"),
        default=RISE,
        validators=[MinValueValidator(10), MaxValueValidator(500)],
    )
    false_alarm_months = models.PositiveSmallIntegerField(
        _("at least so many months between false alarms, on average"),
        default=FALSE_ALARM,
        validators=[MinValueValidator(12), MaxValueValidator(600)],
    )

    personal_data = declare(none="id programme base_months rise_percent false_alarm_months")

    def __str__(self):
        return str(self.programme)


class TypedTableQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class TypedTable(models.Model):
    """Numbers that somebody typed or sent at one time, and where they are from."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(_("what is counted"), max_length=10, choices=Kind.choices)
    source = models.CharField(_("source"), max_length=300)
    typed_on = models.DateField(_("typed"))
    is_taken_back = models.BooleanField(default=False)

    objects = TypedTableQuerySet.as_manager()

    class Meta:
        ordering = ["-typed_on", "-pk"]

    personal_data = declare(
        none="id public_key programme kind source typed_on is_taken_back",
    )

    def __str__(self):
        return self.source


class MonthCount(models.Model):
    """How many there were of a kind at a municipality in a month, as a table says it."""

    table = models.ForeignKey(TypedTable, models.CASCADE, related_name="counts")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    municipality = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Its first day.
    month = models.DateField(_("month"))
    count = models.PositiveIntegerField(_("count"))
    # What stood before a later table said otherwise is kept.
    stands = models.BooleanField(default=True)
    replaced_by = models.ForeignKey(
        TypedTable, models.PROTECT, related_name="replaced", null=True, blank=True
    )

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "municipality", "month"],
                condition=Q(stands=True),
                name="one_count_of_a_month_stands",
            ),
            models.CheckConstraint(
                condition=Q(stands=False) | Q(replaced_by=None), name="what_is_replaced_stands_not"
            ),
        ]

    personal_data = declare(
        none="id table programme kind municipality month count stands replaced_by"
    )

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.count}"


class WatchedSeries(models.Model):
    """What is watched for at a municipality, computed when its numbers were saved."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    base_from = models.DateField()
    base_to = models.DateField()
    usual = models.FloatField()
    raised = models.FloatField()
    reference = models.IntegerField()
    limit = models.IntegerField()
    false_alarm_months = models.FloatField()
    delay_months = models.FloatField()
    # Variance over mean of the first months; 1 where people come one by one.
    spread = models.FloatField()
    # The rise that stands, if one does.
    risen_since = models.DateField(null=True, blank=True)
    risen_told = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "municipality"], name="one_watch_of_a_municipality"
            ),
        ]

    personal_data = declare(
        none=(
            "id programme municipality base_from base_to usual raised reference limit "
            "false_alarm_months delay_months spread risen_since risen_told"
        )
    )

    def __str__(self):
        return str(self.municipality)

    @property
    def watch(self) -> Watch:
        return Watch(
            self.usual,
            self.raised,
            self.reference,
            self.limit,
            self.false_alarm_months,
            self.delay_months,
        )
