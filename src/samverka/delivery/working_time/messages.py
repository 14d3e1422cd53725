"""A letter about a month of time. The queue holds numbers; texts and addresses are read here."""

import datetime as dt
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.models import User

from .models import TimeReport


@task()
def send_reminder(user_id: int, programme_id: int, month: str, site: str) -> None:
    """That a month waits for the person; without the reason, which is read where it is kept."""
    user = User.objects.get(pk=user_id)
    programme = Programme.objects.get(pk=programme_id)
    day = dt.date.fromisoformat(month)
    reports = TimeReport.objects.filter(person__user=user, programme=programme, month=day)
    facts = {
        "programme": programme,
        "month": day,
        "is_returned": reports.filter(state=TimeReport.State.RETURNED).exists(),
        "url": urljoin(site, reverse("working_time:mine")),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("working_time/mail/reminder_subject.txt", facts)
        text = render_to_string("working_time/mail/reminder_message.txt", facts)
    send_mail(" ".join(subject.split()), text, None, [user.email])
