from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.clock import now
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class Role(models.TextChoices):
    """What somebody acts as, at an organisation or in a programme."""

    PROGRAMME_LEADER = "programme_leader", _("Programme leader")
    SUB_PROJECT_LEADER = "sub_project_leader", _("Sub-project leader")
    ECONOMIST = "economist", _("Economist")
    ORGANISER = "organiser", _("Organiser")
    UNIT_HEAD = "unit_head", _("Unit head")
    STAFF_MEMBER = "staff_member", _("Staff member")
    RESEARCHER = "researcher", _("Researcher")
    ADMINISTRATOR = "administrator", _("Administrator")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from the roles they hold, not from here."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now, editable=False)
    # What somebody chose to see in each list, by the list's key: the same on every device.
    list_columns = models.JSONField(_("columns of lists"), default=dict, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
        ]

    personal_data = declare(
        none="id public_key is_active joined_at last_login",
        personal="email name password list_columns",
        subject="self",
        ground=_("public task: who acts must be known"),
        keep=_("while the account is open, then two years"),
        outlives={
            "email": "an address that leads nowhere, since every account has one of its own",
            "password": "a mark that no password opens the account",
        },
    )

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def choose_columns(self, key: str, columns: list[str]) -> None:
        """Keep which columns of a list one wants to see."""
        self.list_columns = {**self.list_columns, key: columns}
        self.save(update_fields=["list_columns"])


class SecondFactorRule(models.Model):
    """That a role asks for a second factor in a period: the region's decision, so a dated row."""

    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    # Who decided it and where that is written.
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "valid_from"], name="one_second_factor_rule"),
            models.CheckConstraint(
                condition=ends_after_start(), name="second_factor_rule_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""), name="second_factor_rule_has_a_source"
            ),
        ]

    personal_data = declare(none="id role source valid_from valid_to")

    def __str__(self):
        return f"{self.role} {self.valid_from}"
