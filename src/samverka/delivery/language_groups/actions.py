"""What is wanted, how small a group may be, and courses of what is proposed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.actions import Times
from samverka.delivery.courses.actions import make_course
from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.delivery.courses.queries import proposed
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .languages import language_said
from .models import LanguageGroup, LanguageWish, LeastGroup
from .queries import Whole, reasons_of, wholes


class ChangedMeanwhile(Exception):
    """Somebody wrote another number, or the group is made."""

    def __str__(self):
        return _("What is wanted has changed meanwhile. Look at the proposals again.")


class NoDays(Exception):
    """Too many days in a row are closed."""

    def __str__(self):
        return _("The days cannot be set from that day. Begin another day, or earlier in the day.")


@transaction.atomic
def set_least(
    *,
    programme: Programme,
    persons: int,
    within_km: int,
    from_day: dt.date,
    source: str,
    by: Actor,
) -> LeastGroup:
    """From a day; what was decided before stays for the days before."""
    facts = {"persons": persons, "within_km": within_km, "source": source}
    row, _is_new = LeastGroup.objects.update_or_create(
        programme=programme, from_day=from_day, defaults=facts
    )
    trail.note(by=by, verb="language_groups.least_set", about=row)
    return row


@transaction.atomic
def state_wish(
    *,
    template: CourseTemplate,
    organisation: Organisation,
    language: str,
    persons: int,
    on: dt.date,
    by: Actor,
) -> None:
    """How many there are now who wait; none takes the row away."""
    key: dict[str, Any] = {
        "template": template,
        "organisation": organisation,
        "language": language,
        "group": None,
    }
    if persons:
        facts = {"persons": persons, "stated_on": on}
        LanguageWish.objects.update_or_create(**key, defaults=facts)
    else:
        LanguageWish.objects.filter(**key).delete()
    trail.note(by=by, verb="language_groups.wish_stated", about=template)


@transaction.atomic
def make_group(
    *,
    template: CourseTemplate,
    rule: LeastGroup,
    code: str,
    first_day: dt.date,
    starts: dt.time,
    by: Actor,
) -> LanguageGroup:
    """A course of what is proposed, on the days that the template proposes.

    :raises ChangedMeanwhile: nothing is proposed by that code any more
    :raises NoDays: no days are found, or a meeting would go past midnight
    """
    list(LanguageWish.objects.select_for_update().filter(template=template, group=None))
    whole = next((one for one in wholes(template, rule) if one.code == code), None)
    if whole is None:
        raise ChangedMeanwhile
    course = _course(template, whole, first_day, starts, by)
    group = LanguageGroup.objects.create(
        course=course,
        language=whole.language,
        kind=whole.proposed.kind,
        reasons=reasons_of(whole, rule),
    )
    keys = [one.pk for one in whole.wishes]
    LanguageWish.objects.filter(pk__in=keys).update(group=group)
    trail.note(by=by, verb="language_groups.group_made", about=course)
    return group


def _course(
    template: CourseTemplate, whole: Whole, first_day: dt.date, starts: dt.time, by: Actor
) -> Course:
    kind = LanguageGroup.Kind(whole.proposed.kind)
    local = kind == LanguageGroup.Kind.LOCAL
    municipality = whole.wishes[0].organisation.municipality if local else None
    days = proposed(template, first=first_day, municipality=municipality).days
    titles = list(template.meetings.order_by("number").values_list("title", flat=True))
    length = dt.timedelta(minutes=template.minutes + template.break_minutes)
    ends = dt.datetime.combine(first_day, starts) + length
    if len(days) < len(titles) or ends.date() > first_day:
        raise NoDays
    return make_course(
        template=template,
        organiser=by.organisation,
        sessions=[
            Times(day, starts, ends.time(), break_minutes=template.break_minutes, title=title)
            for day, title in zip(days, titles, strict=True)
        ],
        title=f"{template.name}: {language_said(whole.language)}"[:150],
        municipality=municipality,
        place="" if kind != LanguageGroup.Kind.REMOTE else str(kind.label),
        target_group=template.target_group,
        by=by,
    )
