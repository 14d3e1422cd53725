"""Letters to subscribers. The queue holds numbers; texts and addresses are read here."""

from urllib.parse import urljoin, urlsplit

from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from .models import Issue, Subscriber
from .queries import address_of, heaps_of, text_in


@task()
def send_question_to_confirm(subscriber_id: int, site: str) -> None:
    """Ask the address itself; one that gets the letters already is told so, and nobody else is."""
    subscriber = Subscriber.objects.select_related("programme").filter(pk=subscriber_id).first()
    if subscriber is None:
        return
    name = "known" if subscriber.confirmed_at else "confirm"
    facts = {
        "programme": subscriber.programme,
        "url": urljoin(site, reverse("pages:newsletter_confirm", args=[subscriber.secret])),
        "stop_url": stop_url(subscriber, site),
    }
    with translation.override(subscriber.language):
        subject = in_one_line(render_to_string("newsletters/mail/confirm_subject.txt", facts))
        text = render_to_string(f"newsletters/mail/{name}_message.txt", facts)
    send_mail(subject, text, None, [address_of(subscriber)])


def stop_url(subscriber: Subscriber, site: str) -> str:
    return urljoin(site, reverse("pages:newsletter_stop", args=[subscriber.secret]))


def in_one_line(text: str) -> str:
    """A letter's heading bears no other, whatever was pasted into a name."""
    return " ".join(text.split())


def letter_of(
    issue: Issue, subscriber: Subscriber, connection: BaseEmailBackend | None = None
) -> EmailMessage:
    """An issue as one subscriber gets it, with the head lines of RFC 8058 that stop it."""
    stop = stop_url(subscriber, issue.site)
    heading, text = letter_text(issue, subscriber.language, stop)
    host = urlsplit(issue.site).hostname or "localhost"
    return EmailMessage(
        subject=heading,
        body=text,
        to=[address_of(subscriber)],
        connection=connection,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # The same however often it is made: whoever would get two sees one.
            "Message-ID": f"<newsletter-{issue.public_key}-{subscriber.pk}@{host}>",
        },
    )


def letter_text(issue: Issue, language: str, stop: str) -> tuple[str, str]:
    """Heading and text in a language, or in Swedish where there is none in it."""
    written = text_in(issue, language)
    page = reverse("pages:newsletter_issue", args=[issue.programme.slug, issue.public_key])
    with translation.override(language):
        facts = {
            "issue": issue,
            "programme": issue.programme,
            "text": written.text if written else "",
            "heaps": heaps_of(issue),
            "url": urljoin(issue.site, page),
            "stop_url": stop,
        }
        text = render_to_string("newsletters/mail/issue_message.txt", facts)
    return in_one_line(written.heading if written else ""), text
