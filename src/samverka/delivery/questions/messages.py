"""Letters of the question desk. The queue holds numbers; texts and addresses are read here."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from samverka.toolkit import clock

from .models import Answer, Question
from .queries import readers_of


@task()
def send_question(question_id: int, site: str) -> None:
    """To those before whom the question lies, and to the function's own address.

    Who asked from outside is not in the letter: it is read where it is kept and forgotten.
    """
    question = Question.objects.select_related("programme", "contact").get(pk=question_id)
    addresses = {user.email for user in readers_of(question, on=clock.today())}
    if question.contact and question.contact.email:
        addresses.add(question.contact.email)
    _send("question", question, site, sorted(addresses))


@task()
def send_answer(answer_id: int, site: str) -> None:
    """To whoever asked, who may be somebody without an account: then the answer stands in it."""
    answer = Answer.objects.select_related("question__asked_by").get(pk=answer_id)
    question = answer.question
    asker = question.asked_by
    address = asker.email if asker and asker.is_active else question.outside_email
    name = "answer" if asker else "answer_outside"
    _send(name, question, site, [address] if address else [], answer=answer)


def _send(name: str, question: Question, site: str, addresses: list[str], **facts) -> None:
    url = urljoin(site, reverse("questions:detail", args=[question.public_key]))
    facts |= {"question": question, "url": url}
    with translation.override(settings.LANGUAGE_CODE):
        # In one line, whatever was pasted into the title: a letter's heading bears no other.
        subject = " ".join(render_to_string(f"questions/mail/{name}_subject.txt", facts).split())
        text = render_to_string(f"questions/mail/{name}_message.txt", facts)
    for address in addresses:
        send_mail(subject, text, None, [address])
