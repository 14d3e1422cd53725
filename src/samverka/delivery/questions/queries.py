"""Who answers, what is like what, and which answers have grown old."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from samverka.delivery.programmes.models import (
    Contact,
    Field,
    Goal,
    Participation,
    Programme,
    ProgrammeRole,
    keys_led_by,
    keys_seen_by,
)
from samverka.engine.likeness import Told, most_alike
from samverka.foundation.accounts.actor import Actor, any_actor, keys_of
from samverka.foundation.accounts.models import Role, User
from samverka.register.partners.models import Appointment
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Rows

from .models import Answer, DeskRule, Question

Part = Participation.Part
MOST_WORDS = 10
# So many of the latest are compared with what is being written.
COMPARED = 500


def contact_for(
    programme: Programme, *, goal: Goal | None, field: Field | None, on: dt.date
) -> Contact | None:
    """The function that answers: for the goal or the one above it, the field, or everything."""
    contacts = Contact.objects.filter(in_force(on), programme=programme).order_by("pk")
    while goal is not None:
        found = contacts.filter(goal=goal).first()
        if found:
            return found
        goal = goal.parent
    if field is not None:
        found = contacts.filter(field=field).first()
        if found:
            return found
    return contacts.filter(goal=None, field=None).first()


def reader_of(contact: Contact | None, *, on: dt.date) -> User | None:
    """Who reads what comes to a function on a day: the holder, or the stand-in while away.

    None where the function has ended or nobody can be reached: then the programme leaders read.
    """
    if contact is None or not Contact.objects.filter(in_force(on), pk=contact.pk).exists():
        return None
    holder, stand_in = contact.holder, contact.stand_in
    if holder and holder.is_active and not (contact.away_until and contact.away_until >= on):
        return holder
    return stand_in if stand_in and stand_in.is_active else None


def leaders_of(programme: Programme, *, on: dt.date) -> QuerySet[User]:
    """The programme's leaders: given that role in it, or at an organisation that leads it."""
    leads = Participation.objects.filter(
        in_force(on), programme=programme, part__in=(Part.OWNER, Part.CO_LEADER)
    ).values("organisation")
    at_home = Appointment.objects.filter(
        in_force(on), role=Role.PROGRAMME_LEADER, organisation__in=leads
    )
    here = ProgrammeRole.objects.filter(
        in_force(on), role=Role.PROGRAMME_LEADER, programme=programme, organisation__in=leads
    )
    return User.objects.filter(
        Q(pk__in=at_home.values("user")) | Q(pk__in=here.values("user")), is_active=True
    ).order_by("name", "pk")


def readers_of(question: Question, *, on: dt.date) -> list[User]:
    """Those before whom a question lies on a day; never nobody while somebody leads."""
    reader = reader_of(question.contact, on=on)
    return [reader] if reader else list(leaders_of(question.programme, on=on))


def _reached(on: dt.date | Given) -> tuple[Q, Q]:
    """Of a question's function: that the holder reads it, or that the stand-in does."""
    goes_on = in_force(on, "contact__")
    is_here = Q(contact__away_until=None) | Q(contact__away_until__lt=on)
    holder = goes_on & is_here & Q(contact__holder__is_active=True)
    stand_in = goes_on & ~(is_here & Q(contact__holder__is_active=True))
    return holder, stand_in & Q(contact__stand_in__is_active=True)


def waiting_for(actor: Actor, *, on: dt.date | Given) -> QuerySet[Question]:
    """Open questions that lie before the acting user today, the oldest first."""
    holder, stand_in = _reached(on)
    mine = holder & Q(contact__holder_id=actor.user_id)
    mine |= stand_in & Q(contact__stand_in_id=actor.user_id)
    open_ones = Question.objects.visible_to(actor, on).filter(state=Question.State.OPEN)
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        reached = Question.objects.filter(holder | stand_in).values("pk")
        mine |= ~Q(pk__in=reached) & Q(programme__in=keys_led_by(actor, on))
    return open_ones.filter(mine).order_by("asked_at", "pk")


@cache
def _waiting_for(role: str) -> Prepared:
    """The same for somebody who acts in a role, prepared: the page that greets asks it."""
    programme = SimpleNamespace(pk=Given("programme"))
    somebody = replace(any_actor(role), programme=programme)
    return Prepared(
        lambda: waiting_for(somebody, on=Given("on")).values_list(
            "public_key", "title", "asked_at", "pk"
        )
    )


def told_waiting_for(actor: Actor, *, on: dt.date) -> Ask:
    """Key and title of the questions that lie before the acting user, the oldest first."""
    given = {**keys_of(actor), "programme": actor.programme_id, "on": on}
    return Ask(_by_age, _waiting_for(actor.role).part(**given))


def _by_age(rows: Rows) -> list[tuple[str, str]]:
    return [row[:2] for row in sorted(rows, key=lambda row: row[2:])]


def listed(
    actor: Actor, *, words: str = "", programme_key: str = "", which: str = "", on: dt.date
) -> QuerySet[Question]:
    """The list: what one may read, with `answered_on`, its source, and whether it `is_old`."""
    questions = Question.objects.visible_to(actor)
    if which == "mine":
        questions = questions.filter(pk__in=waiting_for(actor, on=on).values("pk"))
    elif which == "knowledge":
        questions = questions.filter(is_published=True)
    elif which == "open":
        questions = questions.filter(state=Question.State.OPEN)
    if programme_key:
        questions = questions.filter(programme__public_key=programme_key)
    for word in words.split()[:MOST_WORDS]:
        # By pattern, since SQLite's own "like" does not know that Å and å are one letter.
        pattern = re.escape(word)
        answered = Answer.objects.filter(text__iregex=pattern).values("question")
        questions = questions.filter(
            Q(title__iregex=pattern) | Q(text__iregex=pattern) | Q(pk__in=answered)
        )
    latest = Answer.objects.filter(question=OuterRef("pk")).order_by("-answered_on", "-pk")
    return (
        questions.annotate(answered_on=Subquery(latest.values("answered_on")[:1]))
        .select_related("programme", "contact__organisation")
        .order_by(
            Case(When(state=Question.State.OPEN, then=Value(0)), default=Value(1)),
            F("asked_at").desc(),
            "-pk",
        )
    )


def rule_of(programme: Programme, subject: str, *, on: dt.date) -> DeskRule | None:
    """The rule that holds a day: the programme's own, else the region's."""
    rules = DeskRule.objects.filter(
        in_force(on), Q(programme=programme) | Q(programme=None), subject=subject
    )
    return rules.order_by(F("programme").asc(nulls_last=True), "-valid_from").first()


def days_until_old(programmes: Iterable[int], *, on: dt.date) -> dict[int, int]:
    """Of programmes, by key, after how many days an answer is old; those without a rule lack."""
    rules = DeskRule.objects.filter(in_force(on), subject=DeskRule.Subject.OLD_ANSWER)
    days = {rule.programme_id: rule.days for rule in rules.order_by("valid_from")}
    found = {key: days.get(key, days.get(None)) for key in programmes}
    return {key: number for key, number in found.items() if number is not None}


def is_old(answered_on: dt.date | None, days: int | None, *, on: dt.date) -> bool:
    """Whether an answer of a day has passed the age; without a rule nothing is old."""
    if answered_on is None or days is None:
        return False
    return (on - answered_on).days > days


@dataclass(frozen=True)
class Alike:
    """A question asked before, and how alike it is, 0 to 1."""

    question: Question
    share: float
    latest: Answer | None

    @property
    def is_same(self) -> bool:
        """Alike in all but bending and small words."""
        return self.share > 0.9


def alike(actor: Actor, programme: Programme | None, text: str) -> list[Alike]:
    """Questions like what is being written, among those the actor may read."""
    seen = Question.objects.visible_to(actor)
    if programme is not None:
        seen = seen.filter(programme=programme)
    rows = list(seen.prefetch_related(_answers()).order_by("-asked_at", "-pk")[:COMPARED])
    found = most_alike(text, [Told(row.title, row.text) for row in rows])
    return [
        Alike(rows[one.index], one.share, next(iter(rows[one.index].answers.all()), None))
        for one in found
    ]


def _answers() -> Prefetch:
    return Prefetch("answers", queryset=Answer.objects.order_by("-answered_on", "-pk"))


def answers_of(question: Question) -> QuerySet[Answer]:
    """The answers to a question, the one that holds first."""
    return question.answers.select_related("taken_from__question").order_by("-answered_on", "-pk")


def reusable(actor: Actor, question: Question) -> list[Alike]:
    """Answered questions like this one: their answers can be used again."""
    found = alike(actor, question.programme, f"{question.title} {question.text}")
    return [one for one in found if one.latest and one.question.pk != question.pk]


def to_empty(*, on: dt.date) -> list[Question]:
    """Questions from outside that are older than the rule of their programme, by that rule."""
    kept = Question.objects.filter(asked_by=None).exclude(outside_name="", outside_email="")
    rules: dict[int, DeskRule | None] = {}
    found = []
    for question in kept.select_related("programme").order_by("pk"):
        key = question.programme_id
        if key not in rules:
            rules[key] = rule_of(question.programme, DeskRule.Subject.OUTSIDE, on=on)
        rule = rules[key]
        if rule and (on - question.asked_at.astimezone(SWEDEN).date()).days > rule.days:
            found.append(question)
    return found


def contacts_of(programme: Programme, *, on: dt.date) -> QuerySet[Contact]:
    """The functions that a question can be passed on to."""
    return (
        Contact.objects.filter(in_force(on), programme=programme)
        .select_related("organisation", "goal", "field")
        .order_by("function", "pk")
    )


def routes_for(actor: Actor, *, on: dt.date) -> QuerySet[Contact]:
    """The functions of the programmes where the actor may pass something on."""
    mine = Contact.objects.filter(Q(holder=actor.user_id) | Q(stand_in=actor.user_id))
    reached = Q(programme__in=mine.values("programme"))
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        reached |= Q(programme__in=keys_led_by(actor))
    return (
        Contact.objects.filter(in_force(on), reached, programme__in=keys_seen_by(actor))
        .select_related("organisation", "programme", "goal", "field")
        .order_by("programme__name", "function", "pk")
    )


def to_put_back(actor: Actor) -> QuerySet[Question]:
    """What an undo may reach: a question that was passed on to others is no longer seen."""
    return Question.objects.filter(programme__in=keys_seen_by(actor))


def rules_of(programme: Programme) -> QuerySet[DeskRule]:
    """The programme's own rules and the region's, the latest first."""
    rules = DeskRule.objects.filter(Q(programme=programme) | Q(programme=None))
    return rules.order_by("subject", "-valid_from", "pk")
