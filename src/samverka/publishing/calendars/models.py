from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.clock import now
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

CODES = [(one.code, one.endonym) for one in LANGUAGES.values()]


class CalendarLink(models.Model):
    """That a user's days are told to whoever has the link; the link itself is not stored."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Half of the link; `links` works out the other half. A new link has a new one.
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # What we say in the feed ourselves.
    language = models.CharField(_("language"), max_length=3, choices=CODES)
    made_at = models.DateTimeField(default=now, editable=False)

    personal_data = declare(
        none="id public_key made_at",
        personal="user language",
        subject="user",
        ground=_("public task: whoever takes part finds the days in their own calendar"),
        keep=_("until the user takes it back, or the account is erased"),
    )

    def __str__(self):
        return str(self.pk)
