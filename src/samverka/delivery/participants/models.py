import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, band_of, keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import KnownTo, Person
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Who sees the participants of their own organisation.
SEES_OWN = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST, Role.UNIT_HEAD)
# Who sees, where their organisation leads the programme, also those of the others that it knows.
SEES_ALL = (Role.PROGRAMME_LEADER, Role.ECONOMIST)


class ParticipantQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own organisation's, and those of programmes it leads whom it has reason to know.

        Somebody with protected identity is seen by those on the access list only. Sums count
        everybody and do not pass through here.
        """
        if actor is None or not actor.is_one_of(*SEES_OWN):
            return self.none()
        rows = Q(organisation=actor.organisation_id)
        if actor.is_one_of(*SEES_ALL):
            rows |= Q(programme__in=keys_led_by(actor))
        # Of each row, and not of everybody whom the organisation knows: those are many more.
        known = KnownTo.objects.filter(organisation=actor.organisation_id, person=OuterRef("pk"))
        seen = Person.objects.visible_to(actor, known=known.order_by().values("person"))
        seen = seen.filter(pk=OuterRef("person"))
        return self.filter(Exists(seen), rows, programme__in=keys_seen_by(actor))


# What of a row is changed, kept as it was, and put back.
FACTS = (
    "organisation_id",
    "sex",
    "age_band",
    "is_unaccompanied",
    "started_on",
    "ended_on",
    "end_reason",
    "verified_on",
    "verified_how",
    "verified_by_id",
)


def plain(value: Any) -> Any:
    """As it is kept: days as text."""
    return value.isoformat() if isinstance(value, dt.date) else value


class Participant(models.Model):
    """Somebody's taking part in a programme, once; kept as it is when the fund changes (S2)."""

    class Sex(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        NON_BINARY = "non_binary", _("Non-binary")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    # Through which organisation; empty where only what the fund asks was noted.
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    # At the first registration, from which age to which: the code of one of the fund's groups.
    age_band = models.CharField(_("age group"), max_length=10, blank=True)
    is_unaccompanied = models.BooleanField(_("child who came without parents"), null=True)
    noted_on = models.DateField(_("noted"))
    # The first day, whose month is the one it is reported in, and the last.
    started_on = models.DateField(_("first day"), null=True, blank=True)
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=120, blank=True)
    # That somebody has seen what shows it, and how: no copy, and nothing of what it said.
    verified_on = models.DateField(_("verified"), null=True, blank=True)
    verified_how = models.CharField(_("how it was verified"), max_length=120, blank=True)
    verified_by_id = models.BigIntegerField(null=True)
    # The person is erased; the row counts as it did, since the count was told to a fund.
    emptied_on = models.DateField(null=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"], name="one_participant_in_a_programme"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="participant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on__isnull=False),
                name="participant_ends_what_began",
            ),
            models.CheckConstraint(
                condition=Q(verified_on=None, verified_how="", verified_by_id=None)
                | (Q(verified_on__isnull=False) & ~Q(verified_how="")),
                name="verification_is_whole",
            ),
        ]

    personal_data = declare(
        none="id public_key programme organisation noted_on verified_by_id emptied_on",
        personal=(
            "person sex age_band is_unaccompanied started_on ended_on end_reason verified_on "
            "verified_how"
        ),
        subject="person",
        ground=_("public task: what the programme's fund asks of participants"),
        keep=_("as the attendance"),
        outlives={
            "person": "an emptied person, where a fund asks for the count",
            "sex": "what was told to a fund by sex stays true",
            "age_band": "what was told to a fund by age stays true",
            "started_on": "the month it was told in",
        },
    )

    def __str__(self):
        return str(self.person)

    def get_age_band_display(self) -> str:
        """The group in words, whichever fund's it is."""
        return str(band_of(self.age_band) or "")

    @property
    def kept(self) -> dict[str, Any]:
        """What the row says now, as it is kept and put back."""
        return {name: plain(getattr(self, name)) for name in FACTS}


class ParticipantVersion(models.Model):
    """What a row was before it was changed: what was told to a fund can be explained."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="versions")
    # As in FACTS, with days as text.
    facts = models.JSONField()
    replaced_at = models.DateTimeField(_("replaced"), default=now)
    replaced_by_id = models.BigIntegerField(null=True)

    personal_data = declare(
        none="id participant replaced_at replaced_by_id",
        personal="facts",
        subject="participant.person",
        ground=_("public task: what was told to a fund can be explained"),
        keep=_("as the attendance"),
    )


class ChildrenRule(models.Model):
    """That those who take part in a programme are children and young people (S78)."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="+")
    since = models.DateField(_("since"))

    personal_data = declare(none="id programme since")

    def __str__(self):
        return str(self.programme)
