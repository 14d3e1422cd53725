import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Field, Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, has_children_role
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class GroupQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those of the programmes one's organisation takes part in."""
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Group(models.Model):
    """A standing group of a programme: steering group, working group, network (S22, S54, S55)."""

    class Kind(models.TextChoices):
        STEERING = "steering", _("Steering group")
        WORKING = "working", _("Working group")
        NETWORK = "network", _("Network")
        REFERENCE = "reference", _("Reference group")
        MEETING_PLACE = "meeting_place", _("Meeting place")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    field = models.ForeignKey(
        Field, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("field")
    )
    # Calls the meetings and keeps the minutes.
    convener = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("calls the meetings")
    )
    purpose = models.TextField(_("purpose"), blank=True)
    meetings_per_year = models.PositiveSmallIntegerField(
        _("meetings a year"), null=True, blank=True
    )
    # What each participating municipality should have a member with, as refugee coordinator (S11).
    member_function = models.CharField(_("function of the members"), max_length=120, blank=True)
    # Cases are discussed without saying who they are: what is written is looked through (S12).
    discusses_cases = models.BooleanField(_("cases are discussed here"), default=False)
    # What is written and decided here is read only by those with the role for it (S78).
    is_about_children = models.BooleanField(_("about children and young people"), default=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_group_per_name"),
            models.CheckConstraint(
                condition=Q(meetings_per_year=None) | Q(meetings_per_year__in=range(1, 13)),
                name="group_meets_at_most_monthly",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme name kind field convener purpose meetings_per_year "
            "member_function discusses_cases is_about_children"
        )
    )

    def __str__(self):
        return self.name


def texts_open_to(actor: Actor, group: str) -> Q:
    """Rows of what is written in groups that the actor may read: `group` is the path there."""
    return Q(**{f"{group}__is_about_children": False}) | has_children_role(actor)


class SeatQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(group__programme__in=keys_seen_by(actor))


class Seat(models.Model):
    """A place in a group, whoever holds it: an organisation's own, or one that rotates."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    function = models.CharField(_("function"), max_length=120, blank=True)
    # Empty where the seat rotates: then each term says whose turn it is.
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    rotation = models.CharField(_("how it rotates"), max_length=300, blank=True)
    field = models.ForeignKey(
        Field, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("field")
    )
    # What the member is given for the work, a month (S54).
    minutes_a_month = models.PositiveIntegerField(_("time a month"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="one_seat_per_number"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(rotation=""),
                name="seat_is_an_organisations_or_rotates",
            ),
        ]

    personal_data = declare(
        none="id public_key group number function organisation rotation field minutes_a_month"
    )

    def __str__(self):
        return f"{self.group} {self.number}"

    @property
    def rotates(self) -> bool:
        return self.organisation_id is None


class TermQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(seat__group__programme__in=keys_seen_by(actor))


class Term(models.Model):
    """That somebody sits on a seat for an organisation, for a period."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="terms")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    # Empty while the organisation has not said who it is: the seat is vacant.
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "valid_from"], name="one_term_begins_a_day"),
            models.CheckConstraint(condition=ends_after_start(), name="term_ends_after_start"),
        ]

    personal_data = declare(
        none="id public_key seat organisation valid_from valid_to",
        personal="person",
        subject="person",
        ground=_("public task: who sits in the programme's groups must be known"),
        keep=_("as long as the programme's minutes"),
        outlives={"person": "an emptied person: minutes say which seats were present"},
    )

    @property
    def last_day(self) -> dt.date | None:
        """The last day as people say it; the period itself does not hold its end."""
        return self.valid_to and self.valid_to - dt.timedelta(days=1)


class Continuation(models.Model):
    """That a network became a project: the group that goes on there has its history (S78)."""

    earlier = models.OneToOneField(Group, models.PROTECT, related_name="became")
    later = models.OneToOneField(Group, models.CASCADE, related_name="came_of")
    since = models.DateField(_("since"))
    # Of all that was made with it: while it is the same, nothing else has been written there.
    print_of_made = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(earlier=F("later")), name="group_is_not_its_own_continuation"
            ),
        ]

    personal_data = declare(none="id earlier later since print_of_made")

    def __str__(self):
        return f"{self.earlier} > {self.later}"


class ReportedTime(models.Model):
    """The time a member gave a group in a month, as the member says it (S54)."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="reported")
    month = models.DateField(_("month"))
    minutes = models.PositiveIntegerField(_("time"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "month"], name="one_reported_time_a_month"),
        ]

    personal_data = declare(
        none="id term month",
        personal="minutes",
        subject="term.person",
        ground=_("public task: what the partners give the programme's groups"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={"minutes": "the hours were accounted for"},
    )


class ActivityField(models.Model):
    """That an activity is joint work of a field, for the map of field with field (S54)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    field = models.ForeignKey(Field, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "field"], name="field_once_an_activity"),
        ]

    personal_data = declare(none="id activity field")
