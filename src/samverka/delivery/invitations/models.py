from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import RUNS, Activity, is_known_to
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.clock import now
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

CONTEXT = "invited address"
LONGEST_TEXT = 5_000
CODES = [(one.code, one.endonym) for one in LANGUAGES.values()]


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those to the activities that the actor's organisation runs, and the actor runs there."""
        if actor is None or not actor.is_one_of(*RUNS):
            return self.none()
        return self.filter(
            is_known_to(actor, "activity__"),
            activity__in=Activity.objects.visible_to(actor),
            activity__organiser=actor.organisation_id,
        )


class Invitation(models.Model):
    """The letter that asks people to an activity: one of each activity (S31)."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="+")
    # Whom one asks; the letter has the name and e-mail of the account, as they are then.
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    contact_phone = models.CharField(_("telephone of the contact"), max_length=30, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    objects = InvitationQuerySet.as_manager()

    personal_data = declare(
        none="id activity made_at",
        personal="contact contact_phone",
        subject="contact",
        ground=_("public task: whoever is invited must know whom to ask"),
        keep=_("as long as the activity"),
        outlives={"contact": "an emptied account: who invited must stay known"},
    )

    def __str__(self):
        return str(self.activity)


class InvitationText(models.Model):
    """The organiser's own words in one language; the facts stand beside them by themselves."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=CODES)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "language"], name="one_invitation_text_of_a_language"
            ),
        ]

    personal_data = declare(none="id invitation language text")

    def __str__(self):
        return self.text


class AddresseeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """All for whoever runs the activity, but protected persons and children as elsewhere."""
        if actor is None:
            return self.none()
        seen = Q(person=None) | is_opened_to(actor)
        seen |= Q(person__in=Person.objects.visible_to(actor))
        return self.filter(seen, invitation__in=Invitation.objects.visible_to(actor))


class Addressee(models.Model):
    """Somebody who is asked: a person, or a function with an address of its own."""

    class Way(models.TextChoices):
        MAIL = "mail", _("E-mail")
        SMS = "sms", _("Text message")
        PAPER = "paper", _("Letter on paper")

    class Answer(models.TextChoices):
        NONE = "", _("No answer")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="addressees")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    # The employer a place is counted for.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    # Of a function: what it is called, and where it is reached. Whoever comes from it, when that
    # is said, is the person.
    name = models.CharField(_("name"), max_length=150, blank=True)
    address_sealed = models.TextField(blank=True)
    way = models.CharField(_("way"), max_length=5, choices=Way.choices)
    language = models.CharField(_("language"), max_length=3, choices=CODES)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "person"], name="invited_once_to_an_activity"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | (~Q(name="") & ~Q(address_sealed="")),
                name="addressee_is_a_person_or_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(answer="") ^ Q(answered_at__isnull=False),
                name="answer_has_its_time",
            ),
        ]

    personal_data = declare(
        none="id public_key invitation organisation",
        personal="person name address_sealed way language answer answered_at",
        subject="person",
        ground=_("public task: invitations to the programme's activities"),
        keep=_("as the attendance"),
    )

    def __str__(self):
        return self.name or str(self.person)


class Sending(models.Model):
    """What leaves at one press for some of those invited: the invitation, or news of it."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")
        CHANGE = "change", _("Changed time or place")
        CANCELLATION = "cancellation", _("Cancelled")

    class State(models.TextChoices):
        WAITING = "waiting", _("Will soon be sent")
        SENDING = "sending", _("Is being sent")
        SENT = "sent", _("Sent")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="sendings")
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(default=now, editable=False)
    # Until then it can be taken back.
    leaves_at = models.DateTimeField()
    # Where the links of its letters lead.
    site = models.CharField(max_length=200)
    task_id = models.UUIDField(null=True)
    # The activity's, as it was told.
    sequence = models.PositiveIntegerField(default=0)
    # Title, place and times as they were told: what differs from them is news.
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    personal_data = declare(
        none=("id public_key invitation kind state made_at leaves_at site task_id sequence told")
    )

    def __str__(self):
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d}"


class InvitationLetter(models.Model):
    """What one addressee gets of a sending, and how it went; nothing tells whether it is read."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        LEAVING = "leaving", _("Not known whether it arrived")
        SENT = "sent", _("Sent")
        RETURNED = "returned", _("Came back")

    sending = models.ForeignKey(Sending, models.CASCADE, related_name="letters")
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="letters")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sending", "addressee"], name="one_letter_of_a_sending"
            ),
        ]

    personal_data = declare(
        none="id sending state_at",
        personal="addressee state",
        subject="addressee.person",
        ground=_("public task: invitations to the programme's activities"),
        keep=_("as the attendance"),
    )

    def __str__(self):
        return str(self.pk)
