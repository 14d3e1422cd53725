"""The letter with the link: short, and in every language of the form that we have words in."""

import smtplib

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.text_messages import NotTaken, Undelivered

from .models import Asked
from .queries import token_of

NO_SUCH_READER = range(500, 600)  # RFC 5321: it will not help to send the letter again


def send_letter(asked: Asked, site: str, connection: BaseEmailBackend) -> None:
    """Mail somebody the link.

    :raises Undelivered: the address is refused for good
    :raises NotTaken: nothing was taken in, and it may be later
    """
    if asked.person is None or not asked.person.email:
        raise Undelivered
    url = site.rstrip("/") + reverse("instruments_answer:begin", args=[token_of(asked)])
    codes = [known.code for known in asked.round.version.form.languages]
    said = [_in_language(code, asked, url) for code in codes if code in LANGUAGES]
    subject, _body = said[0] if said else _in_language("sv", asked, url)
    body = "\n\n".join(body for _subject, body in said) or _body
    mail = EmailMessage(subject=subject, body=body, to=[asked.person.email], connection=connection)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code in NO_SUCH_READER for code, _why in refusal.recipients.values()):
            raise Undelivered from refusal
        raise NotTaken from refusal
    except smtplib.SMTPResponseException as refusal:
        raise NotTaken from refusal


def _in_language(code: str, asked: Asked, url: str) -> tuple[str, str]:
    with translation.override(code):
        facts = {
            "name": asked.round.name,
            "owner": asked.round.version.instrument.owner.name,
            "round": asked.round,
            "url": url,
        }
        subject = _("%(owner)s asks you: %(name)s") % facts
        return subject, render_to_string("instruments/mail/message.txt", facts)
