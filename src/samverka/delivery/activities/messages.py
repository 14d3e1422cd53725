"""Letters about a place. The queue holds numbers; names and addresses are read here."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from .links import token_of
from .models import Registration


def own_site() -> str:
    """Where links lead when nobody's page asked for the letter."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0]}/" if origins else "http://localhost:8000/"


@task()
def tell_about_place(registration_id: int, site: str) -> None:
    """Tell whoever has an address whether they have a seat, wait, or have to answer."""
    place = (
        Registration.objects.select_related("activity", "person")
        .filter(pk=registration_id, person__forgotten_on=None)
        .exclude(person__email="")
        .first()
    )
    if place is None:
        return
    facts = {
        "place": place,
        "activity": place.activity,
        "sessions": place.activity.sessions.order_by("starts_at"),
        "url": urljoin(site, reverse("sign_up:mine", args=[token_of(place)])),
    }
    with translation.override(place.language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("activities/mail/place_subject.txt", facts).split())
        text = render_to_string("activities/mail/place_message.txt", facts)
    send_mail(subject, text, None, [place.person.email])
