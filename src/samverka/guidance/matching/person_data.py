"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.foundation.audit.models import Event
from samverka.register.people.models import Person
from samverka.toolkit import sealing
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import (
    OBJECTION,
    Case,
    CaseHandOver,
    CaseHandOverItem,
    CaseInterest,
    CaseNeed,
    CaseTie,
    HouseholdAnswer,
    HouseholdSentence,
    LegalGround,
    MatchingDecision,
    Member,
    NotTo,
    Objection,
    Placement,
    Proposal,
    Receiver,
    RelativeNear,
    RoundRole,
    Stay,
    Wish,
)

PROPOSED = "proposal__case"
HANDED_OVER = "hand_over__proposal__case"


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand rows over. Whoever was in two households of a round stays in the one of the new."""
    there = Member.objects.filter(person=new).values("round")
    twice = Member.objects.filter(person=old, round__in=there)
    households = set(twice.values_list("case", flat=True))
    twice.delete()
    Member.objects.filter(person=old).update(person=new)
    for case in Case.objects.select_for_update().filter(contact=old).order_by("pk"):
        _choose_contact(case, new if case.pk not in households else None)
    trail.note(by=by, verb="matching.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """Out of their household; with the last adult the household goes, and all that is of it."""
    cases = Case.objects.filter(models.Q(contact=person) | models.Q(members__person=person))
    keys = sorted(set(cases.values_list("pk", flat=True)))
    Member.objects.filter(person=person).delete()
    for case in Case.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        if not case.members.filter(is_adult=True).exists():
            case.delete()
        elif case.contact_id == person.pk:
            _choose_contact(case, None)
    trail.note(by=by, verb="matching.person_forgotten", about=person, person_id=person.pk)


def _choose_contact(case: Case, person: Person | None) -> None:
    """The one that is told, or else the first adult that there is."""
    if person is None:
        first = case.members.filter(is_adult=True).order_by("pk").first()
        person = first.person if first else None
    case.contact = person
    case.save(update_fields=["contact"])


def disclose_person(*, person: Person, to: Actor | None = None) -> list[Disclosed]:
    """Their household in each round: what is noted, proposed, decided, said and handed over.

    :param to: who takes it out for the person. Nobody but officers learns of a household by it;
        to all others it says, of everybody alike, where the person can ask.
    """
    found = Case.objects.filter(models.Q(contact=person) | models.Q(members__person=person))
    is_for_another = is_taken_out_for(person, to)
    if is_for_another:
        found = found.filter(pk__in=Case.objects.of_officer(to).values("pk"))
    cases = list(found.distinct().order_by("pk"))
    mine = Member.objects.filter(person=person, case__in=cases).order_by("pk")
    told = [
        disclosed(
            _("Your household in a matching round"),
            cases,
            of=Case,
            fields="round contact language lives_now school_seats community_language",
        ),
        disclosed(
            _("You in your household"),
            mine,
            of=Member,
            fields="is_adult sex age_group occupation practice studies",
        ),
    ]
    told += [
        disclosed(title, _rows(model, path, cases), of=model, fields=fields)
        for title, model, path, fields in _tables()
    ]
    asked = [Disclosed.of(Case, _("Matching rounds"), [_where_to_ask()])] if is_for_another else []
    return [*told, _objections(cases), *asked]


def is_taken_out_for(person: Person, to: Actor | None) -> bool:
    """Whether somebody else takes the extract out, who is not to learn of rounds by it."""
    return to is not None and to.user_id != person.user_id


def reads_in_rounds(reads: models.QuerySet[Event]) -> models.QuerySet[Event]:
    """Those that may be of a household: by whoever has or had a part, with the programme alone.

    That an organisation far away has read of somebody would tell that a round is under way.
    """
    parts = RoundRole.objects.annotate(
        about_id=Cast("round__programme", models.CharField(max_length=64))
    ).filter(user=models.OuterRef("user_id"), about_id=models.OuterRef("about_id"))
    return reads.filter(models.Exists(parts), verb="read", about=Programme._meta.label)


def _where_to_ask() -> dict[str, str]:
    return {
        _("Where to ask"): _(
            "Whether somebody is in a matching round only its officers know. Let the person ask "
            "them, or sign in and take out the extract."
        )
    }


def _tables() -> list[tuple[str, type[models.Model], str, str]]:
    return [
        (_("What your household needs"), CaseNeed, "case", "code is_hard"),
        (_("What your household wants near"), CaseInterest, "case", "code"),
        (_("Where your household wants to live"), Wish, "case", "order organisation"),
        (_("Where it does not want to live"), NotTo, "case", "organisation"),
        (_("Where it has relatives"), RelativeNear, "case", "organisation"),
        (_("Households it belongs with"), CaseTie, "case", "other kind"),
        (_("Legal grounds"), LegalGround, "case", "kind code noted_on"),
        (_("Who is told"), Receiver, "case", "organisation what ground valid_from valid_to"),
        (_("What the engine proposed"), Placement, "case", "place score parts against"),
        (_("What was proposed to you"), Proposal, "case", "place home state made_at"),
        (
            _("What was decided"),
            MatchingDecision,
            PROPOSED,
            "kind place reason cost opened_at decided_at",
        ),
        (_("What you answered"), HouseholdAnswer, PROPOSED, "says_yes given_how given_on"),
        (_("Your move"), CaseHandOver, PROPOSED, "receiving move_on begun_on"),
        (_("What is done before it"), CaseHandOverItem, HANDED_OVER, "code side due_on done_on"),
        (_("How long you stay"), Stay, HANDED_OVER, "moved_in_on moved_out_on known_until"),
    ]


def _rows(model: type[models.Model], path: str, cases: list[Case]) -> models.QuerySet:
    return model._default_manager.filter(**{f"{path}__in": cases}).order_by("pk")


def _objections(cases: list[Case]) -> Disclosed:
    rows = [
        {
            _("When"): one.made_on.isoformat(),
            _("What you said"): _opened(one.text_sealed),
            _("Answer"): _opened(one.answer_sealed),
        }
        for one in _rows(Objection, PROPOSED, cases)
    ]
    return Disclosed.of(Objection, _("Your objections"), rows)


def _opened(sealed: str) -> str:
    return sealing.unseal(sealed, context=OBJECTION) if sealed else ""


def disclose_user(*, user: User) -> list[Disclosed]:
    """The parts a user has or had in rounds, and sentences to households: written, approved."""
    held = RoundRole.objects.filter(user=user).select_related("round", "organisation")
    fields = "round organisation part valid_from valid_to"
    sentences = HouseholdSentence.objects.order_by("language", "key")
    written = sentences.filter(models.Q(written_by=user) | models.Q(before_by=user))
    return [
        disclosed(_("Your parts in matching rounds"), held, of=RoundRole, fields=fields),
        disclosed(
            _("Sentences to households that you approved"),
            sentences.filter(approved_by=user),
            of=HouseholdSentence,
            fields="language key approved_on",
        ),
        disclosed(
            _("Sentences to households that you wrote"),
            written,
            of=HouseholdSentence,
            fields="language key",
        ),
    ]
