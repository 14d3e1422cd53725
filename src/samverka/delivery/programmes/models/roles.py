from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .goals import Goal
from .programme import Programme
from .structure import Field


class ProgrammeRole(models.Model):
    """A role that a user holds in a programme, for an organisation and a period."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user", "organisation", "role", "valid_from"],
                name="one_programme_role",
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="programme_role_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id programme organisation role valid_from valid_to",
        personal="user",
        subject="user",
        ground=_("public task: who acts in a programme must be known"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={"user": "an emptied account: who acted must stay known"},
    )


class Contact(models.Model):
    """A function that answers for something in a programme, whoever holds it today (S49, S97)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    function = models.CharField(_("function"), max_length=120)
    # What it answers for: a goal, a field, or all of the programme.
    goal = models.ForeignKey(Goal, models.SET_NULL, related_name="+", null=True, blank=True)
    field = models.ForeignKey(Field, models.SET_NULL, related_name="+", null=True, blank=True)
    # The function's own address, as integration@…; never shown on a public page.
    email = models.EmailField(_("the function's e-mail"), blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    away_until = models.DateField(_("away until"), null=True, blank=True)
    is_public = models.BooleanField(_("on the public page"), default=False)
    # Empty where the source does not say.
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ends_after_start(), name="contact_ends_after_start"),
        ]

    personal_data = declare(
        none=(
            "id public_key programme organisation function goal field is_public valid_from "
            "valid_to"
        ),
        personal="email holder stand_in away_until",
        subject="holder",
        ground=_("public task: questions must reach whoever answers for them"),
        keep=_("while the function is held"),
        outlives={
            "holder": "an emptied account: who answered must stay known",
            "stand_in": "an emptied account: who answered must stay known",
        },
    )

    def __str__(self):
        return self.function
