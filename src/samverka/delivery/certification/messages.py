"""Reminders to those who certify. The queue holds numbers and months; addresses are read here."""

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
from samverka.toolkit.texts import whole_month


@task()
def send_reminder(
    programme_id: int, user_id: int, lacking: list[tuple[str, str]], site: str
) -> None:
    """One letter to one person, with every month that lacks; no hours and no names stand in it."""
    programme = Programme.objects.get(pk=programme_id)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    url = urljoin(site, reverse("certification:overview", args=[programme.public_key]))
    with translation.override(settings.LANGUAGE_CODE):
        months = [(whole_month(dt.date.fromisoformat(day)), fund) for day, fund in lacking]
        facts = {"programme": programme, "months": months, "url": url}
        subject = " ".join(
            render_to_string("certification/mail/reminder_subject.txt", facts).split()
        )
        text = render_to_string("certification/mail/reminder_message.txt", facts)
    send_mail(subject, text, None, [user.email])
