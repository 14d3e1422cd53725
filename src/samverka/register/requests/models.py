from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.register.people.permissions import ANSWERS_FOR_STAFF
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

HANDLES = (*ANSWERS_FOR_STAFF, Role.ADMINISTRATOR)


class SubjectRequestQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own, and those that one's organisation answers."""
        if actor is None:
            return self.none()
        seen = Q(person__user_id=actor.user_id)
        if actor.is_one_of(*HANDLES):
            seen |= Q(organisation_id=actor.organisation_id)
        return self.filter(seen)

    def open(self):
        return self.filter(answer="")


class SubjectRequest(models.Model):
    """What somebody asked about their own data, and how it was answered. No content."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("Access: what is kept, and a copy")
        RECTIFICATION = "rectification", _("Rectification: something is wrong")
        ERASURE = "erasure", _("Erasure")
        RESTRICTION = "restriction", _("Restriction: keep it, and do not use it")

    class Answer(models.TextChoices):
        OPEN = "", _("Not answered")
        DONE = "done", _("Done")
        PARTLY = "partly", _("Done in part")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn by the person")

    class Ground(models.TextChoices):
        NONE = "", _("None")
        LAW_ASKS = "law_asks", _("The law or the fund asks for the records (article 17.3 b)")
        CLAIMS = "claims", _("They are needed for legal claims (article 17.3 e)")
        NOT_KNOWN = "not_known", _("We cannot tell who asks (article 12.6)")
        UNFOUNDED = "unfounded", _("Plainly unfounded or asked too often (article 12.5)")
        RIGHT_ALREADY = "right_already", _("What is kept is right (article 16)")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("what is asked"), max_length=20, choices=Kind.choices)
    received_on = models.DateField(_("received"))
    due_on = models.DateField(_("answer at the latest"))
    is_extended = models.BooleanField(_("told that it takes longer"), default=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer.choices, default="", blank=True
    )
    ground = models.CharField(
        _("ground"), max_length=20, choices=Ground.choices, default="", blank=True
    )
    answered_on = models.DateField(_("answered"), null=True, blank=True)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="an_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["partly", "refused"]) | ~Q(ground=""),
                name="a_refusal_has_a_ground",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(answer=""),
                name="requests_not_answered",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key organisation handled_by received_on due_on is_extended answer ground "
            "answered_on"
        ),
        personal="person kind",
        subject="person",
        ground=_(
            "legal obligation: that requests about one's own data are answered must be shown"
        ),
        keep=_("five years, as the trail"),
        outlives={
            "person": "an emptied person: that an erasure was asked for and done must be shown",
            "kind": "which right was used, of an emptied person",
        },
    )

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def is_open(self) -> bool:
        return not self.answer
