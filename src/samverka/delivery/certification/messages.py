"""Reminders to those who certify. The queue holds numbers and days; the rest is read here."""

import datetime as dt
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from samverka.foundation.accounts.models import User

from .queries import due_to


@task()
def send_reminder(user_id: int, day: str, site: str) -> None:
    """One letter with every month that lacks from somebody; no hours and no names stand in it.

    What was certified since it was asked for is not asked for again.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    lacking = due_to(user, on=dt.date.fromisoformat(day)) if user else []
    if user is None or not lacking:
        return
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"months": lacking, "url": urljoin(site, reverse("certification:missing_from_us"))}
        subject = " ".join(
            render_to_string("certification/mail/reminder_subject.txt", facts).split()
        )
        text = render_to_string("certification/mail/reminder_message.txt", facts)
    send_mail(subject, text, None, [user.email])
