"""The public pages: open to everybody, signed in or not."""

from samverka.delivery.programmes.models import Contact, Programme
from samverka.publishing.materials.actions import show
from samverka.publishing.materials.tests.factories import material
from samverka.publishing.newsletters.models import Issue
from samverka.publishing.newsletters.tests.factories import issue, subscriber
from samverka.toolkit.clock import now
from tests.people import LONG_AGO

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  pages:programmes               200   200   200   200   200   200   200   200   200   200
GET  pages:personal_data            200   200   200   200   200   200   200   200   200   200
GET  pages:programme                200   200   200   200   200   200   200   200   200   200
GET  pages:news                     200   200   200   200   200   200   200   200   200   200
GET  pages:sent                     200   200   200   200   200   200   200   200   200   200
GET  pages:letter                   200   200   200   200   200   200   200   200   200   200
GET  pages:newsletter               200   200   200   200   200   200   200   200   200   200
GET  pages:newsletter_asked         200   200   200   200   200   200   200   200   200   200
GET  pages:newsletter_issue         200   200   200   200   200   200   200   200   200   200
GET  pages:newsletter_confirm       200   200   200   200   200   200   200   200   200   200
POST pages:newsletter_confirm       200   200   200   200   200   200   200   200   200   200
GET  pages:newsletter_stop          200   200   200   200   200   200   200   200   200   200
POST pages:newsletter_stop          200   200   200   200   200   200   200   200   200   200
GET  pages:materials                200   200   200   200   200   200   200   200   200   200
GET  pages:material                 200   200   200   200   200   200   200   200   200   200
GET  pages:package                  200   200   200   200   200   200   200   200   200   200
GET  pages:file                     200   200   200   200   200   200   200   200   200   200
"""


def shown(cast):
    Programme.objects.filter(pk=cast.programme.pk).update(is_public=True)
    return {"slug": cast.programme.slug}


def a_function(cast):
    contact = Contact.objects.create(
        programme=cast.programme,
        organisation=cast.gr,
        function="Projektledare",
        is_public=True,
        valid_from=LONG_AGO,
    )
    return {**shown(cast), "key": contact.public_key}


def a_material(cast):
    made = material(cast)
    show(material=made, by=cast.karin)
    return {"key": made.public_key}


def a_newsletter(cast):
    told = shown(cast)
    sent = issue(cast)
    Issue.objects.filter(pk=sent.pk).update(state=Issue.State.SENT, begun_at=now())
    return {**told, "key": sent.public_key}


def a_subscriber(cast):
    return {"secret": subscriber(cast, "lasare@example.org").secret}


ARGUMENTS = {
    "pages:newsletter": shown,
    "pages:newsletter_asked": shown,
    "pages:newsletter_issue": a_newsletter,
    "pages:newsletter_confirm": a_subscriber,
    "pages:newsletter_stop": a_subscriber,
    "pages:material": a_material,
    "pages:package": lambda cast: a_material(cast) | {"number": 1},
    "pages:file": lambda cast: a_material(cast) | {"number": 1, "place": 1},
    "pages:programme": shown,
    "pages:news": shown,
    "pages:sent": shown,
    "pages:letter": a_function,
}
