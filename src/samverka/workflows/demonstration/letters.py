"""Newsletters of the parents' programme: one that was sent, and a draft. All made up."""

import datetime as dt

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.publishing.newsletters import actions
from samverka.publishing.newsletters.models import Issue
from samverka.publishing.newsletters.queries import news_for
from samverka.toolkit.clock import at

from . import plan
from .county import SITE

SENT_AT = at(dt.date(2026, 3, 2), dt.time(9))
READERS = ("amanda@example.org", "bertil@example.org", "cissi@example.org")
# What stays as the programme's file says it.
FACTS = (
    *("slug", "name", "summary", "owner", "kind", "moved_years"),
    *("starts_on", "starts_precision", "ends_on", "ends_precision"),
    *("extended_to", "extended_precision", "budget", "budget_basis", "co_financing_share"),
)
FEBRUARY = {
    "sv": (
        "Februari: nya grupper för föräldrar",
        "I februari började två nya föräldragrupper, på arabiska och tigrinja.\n\n"
        "Kursledarna träffas igen i mars. Välkommen att höra av dig om du vill vara med.",
    ),
    "en": (
        "February: new groups for parents",
        "In February two new groups for parents began, in Arabic and Tigrinya.\n\n"
        "The course leaders meet again in March. You are welcome to write if you want to join.",
    ),
    "ar": (
        "فبراير: مجموعات جديدة للوالدين",
        "بدأت في فبراير مجموعتان جديدتان للوالدين، بالعربية والتغرينية.\n\n"
        "يلتقي قادة الدورات مجددًا في مارس. يسعدنا تواصلك إن أردت المشاركة.",
    ),
}
MARCH = {"sv": ("Mars: utbildningsdag den 27", "Det finns några platser kvar.")}


def write_newsletters(programme: Programme, actors: dict[str, Actor]) -> None:
    """The programme is shown to the public, so that anybody may ask for its letters.

    Their news name activities by their keys, so those are settled before.
    """
    petra = actors["Petra"]
    facts = {name: getattr(programme, name) for name in FACTS}
    programmes.set_programme(**facts, is_public=True, by=petra)
    programme.refresh_from_db()
    for address in READERS:
        asked = actions.subscribe(
            programme=programme, address=address, language="sv", site=SITE, by=SYSTEM
        )
        actions.confirm(subscriber=asked, by=SYSTEM)
    february = actions.write_issue(
        programme=programme, issue=None, texts=FEBRUARY, news=[], by=petra
    )
    # No letter leaves for made-up people: it is told as it would have gone.
    Issue.objects.filter(pk=february.pk).update(
        public_key="februari2026",
        state=Issue.State.SENT,
        made_at=SENT_AT,
        begun_at=SENT_AT,
        sent_count=len(READERS),
    )
    news = news_for(programme, on=plan.TODAY)[:4]
    march = actions.write_issue(programme=programme, issue=None, texts=MARCH, news=news, by=petra)
    # A link to it keeps, however often the region is built.
    Issue.objects.filter(pk=march.pk).update(public_key="mars2026")
