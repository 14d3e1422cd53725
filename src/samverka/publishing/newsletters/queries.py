import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Min, Q, QuerySet
from django.utils.text import capfirst

from samverka.delivery.activities.models import Activity
from samverka.delivery.groups.models import Meeting
from samverka.delivery.programmes.models import FIRST, Contact, Participation, Programme
from samverka.foundation.audit.models import Event
from samverka.foundation.work import queries as work
from samverka.publishing.materials.queries import open_material
from samverka.toolkit import sealing
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.periods import in_force
from samverka.toolkit.texts import listed, whole_day

from .models import CONTEXT, Delivery, Issue, IssueText, News, Subscriber

# What of a programme stands on its public page.
PUBLIC_FACTS = ("name", "summary", "starts_on", "ends_on", "extended_to")
MOST_OF_A_KIND = 12
Kind = News.Kind


def hash_of(address: str) -> str:
    """The same for an address however it is written in capitals."""
    return sealing.search_hash(address.strip().casefold(), context=CONTEXT)


def of_address(address: str) -> QuerySet[Subscriber]:
    return Subscriber.objects.filter(address_hash=hash_of(address)).select_related("programme")


def with_secret(secret: str) -> Subscriber | None:
    return Subscriber.objects.filter(secret=secret).select_related("programme").first()


def address_of(subscriber: Subscriber) -> str:
    return sealing.unseal(subscriber.address_sealed, context=CONTEXT)


def readers_of(programme: Programme) -> QuerySet[Subscriber]:
    """Whoever confirmed."""
    return Subscriber.objects.filter(programme=programme).exclude(confirmed_at=None)


def issues_of(programme: Programme) -> QuerySet[Issue]:
    """The latest first, each with its texts."""
    issues = Issue.objects.filter(programme=programme).prefetch_related("texts")
    return issues.order_by("-made_at", "-pk")


def archive_of(programme: Programme) -> QuerySet[Issue]:
    """What anybody may read, the latest first."""
    return issues_of(programme).public().order_by("-begun_at", "-pk")


def text_in(issue: Issue, language: str) -> IssueText | None:
    """What an issue says in a language, else in Swedish."""
    texts = {text.language: text for text in issue.texts.all()}
    return texts.get(language) or texts.get(FIRST)


# --- News of the record -----------------------------------------------------------------------


def news_for(programme: Programme, *, on: dt.date) -> list[News]:
    """What an issue may tell on a day: what comes, and what is new since the issue before."""
    since = _day_before(programme)
    return [
        *_activities(programme, on),
        *_materials(programme, since),
        *_partners(programme, since, on),
        *_contacts(programme, since, on),
        *_facts(programme, since),
    ]


def _day_before(programme: Programme) -> dt.date:
    """The day of the issue before; without one, the day the programme began."""
    latest = archive_of(programme).first()
    if latest is not None and latest.begun_at:
        return latest.begun_at.astimezone(SWEDEN).date()
    return programme.starts_on or dt.date.min


def _activities(programme: Programme, on: dt.date) -> list[News]:
    meetings = Meeting.objects.exclude(session=None).values("session__activity")
    coming = (
        Activity.objects.filter(programme=programme, is_cancelled=False)
        .exclude(pk__in=meetings)
        .annotate(next=Min("sessions__held_on", filter=Q(sessions__held_on__gte=on)))
        .exclude(next=None)
        .order_by("next", "pk")[:MOST_OF_A_KIND]
    )
    return [
        News(
            kind=Kind.ACTIVITY,
            about=one.public_key,
            title=one.title,
            day=one.next,
            place=one.place,
        )
        for one in coming
    ]


def _materials(programme: Programme, since: dt.date) -> list[News]:
    new = open_material(programme).filter(published_on__gte=since)[:MOST_OF_A_KIND]
    return [
        News(kind=Kind.MATERIAL, about=version.material.public_key, title=version.title)
        for version in new
    ]


def _partners(programme: Programme, since: dt.date, on: dt.date) -> list[News]:
    new = (
        Participation.objects.filter(in_force(on), programme=programme, valid_from__gt=since)
        .select_related("organisation")
        .order_by("organisation__name")[:MOST_OF_A_KIND]
    )
    return [
        News(
            kind=Kind.PARTNER,
            about=row.organisation.public_key,
            title=row.organisation.name,
            day=row.valid_from,
        )
        for row in new
    ]


def _contacts(programme: Programme, since: dt.date, on: dt.date) -> list[News]:
    new = (
        Contact.objects.filter(
            in_force(on), programme=programme, is_public=True, valid_from__gt=since
        )
        .select_related("organisation")
        .order_by("function", "pk")[:MOST_OF_A_KIND]
    )
    return [
        News(kind=Kind.CONTACT, about=row.public_key, title=f"{row.function}, {row.organisation}")
        for row in new
    ]


def _facts(programme: Programme, since: dt.date) -> list[News]:
    """Public facts that the trail says were changed, with what they are now."""
    begins = dt.datetime.combine(since, dt.time(), SWEDEN) if since > dt.date.min else None
    events = Event.objects.filter(
        verb="programmes.fact_corrected",
        about=programme._meta.label,
        about_id=str(programme.pk),
        **({"happened_at__gte": begins} if begins else {}),
    )
    changed = {name for fields in events.values_list("fields", flat=True) for name in fields}
    found = []
    for name in PUBLIC_FACTS:
        value = getattr(programme, name)
        if name in changed and value:
            is_day = isinstance(value, dt.date)
            told = {"day": value} if is_day else {"title": str(value)[:300]}
            found.append(News(kind=Kind.FACT, about=name, **told))
    return found


@dataclass(frozen=True)
class Heap:
    """News of one kind, in the language that is on."""

    label: str
    lines: list[str]


def heaps_of(issue: Issue) -> list[Heap]:
    """An issue's news by kind, in their own order."""
    order = [str(kind) for kind in Kind]
    told = sorted(issue.news.all(), key=lambda one: (order.index(one.kind), one.pk))
    return [
        Heap(str(Kind(kind).label), [in_words(one) for one in some])
        for kind, some in groupby(told, key=lambda one: one.kind)
    ]


def in_words(news: News) -> str:
    """One line: what, when and where. A fact has the name of its field first."""
    said = listed([news.title, whole_day(news.day), news.place])
    if news.kind != Kind.FACT:
        return said
    return f"{capfirst(str(Programme._meta.get_field(news.about).verbose_name))}: {said}"


# --- How the sending goes ---------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How far an issue has come."""

    done: int
    total: int
    has_stopped: bool


def standing_of(issue: Issue) -> Standing:
    found = dict(issue.deliveries.values_list("state").annotate(count=Count("pk")))
    total = sum(found.values())
    return Standing(
        done=total - found.get(Delivery.State.WAITING, 0),
        total=total,
        has_stopped=work.has_failed(issue.task_id),
    )
