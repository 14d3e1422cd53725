import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Field, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .groups import Group, Seat, texts_open_to
from .meetings import Meeting


class GroupTaskQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        seen = self.filter(group__programme__in=keys_seen_by(actor))
        return seen.filter(texts_open_to(actor, "group"))

    def overdue(self, on: dt.date):
        return self.filter(done_on=None, due_on__lt=on)


class GroupTask(models.Model):
    """What a member of a group has taken on, for when (S54, S64)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="tasks")
    title = models.CharField(_("task"), max_length=200)
    # A seat and not a person: whoever follows on the seat takes it over.
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("who")
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, related_name="tasks", null=True, blank=True
    )
    fields = models.ManyToManyField(Field, related_name="+", blank=True, verbose_name=_("fields"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    objects = GroupTaskQuerySet.as_manager()

    personal_data = declare(none="id public_key group title seat meeting fields due_on done_on")

    def __str__(self):
        return self.title
