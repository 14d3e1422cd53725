"""Until when records are kept, by which rule, and what stops them from going."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import FundRule, Programme, ProgrammeFund
from samverka.delivery.programmes.queries import kept_until
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person
from samverka.toolkit.periods import in_force

from .models import ASKED_BY_FUNDS, Deletion, Hold, KeepingRule, Records

From = FundRule.CountedFrom
SETTLED = {From.PAYMENT, From.ACCOUNTS}


@dataclass(frozen=True)
class Clause:
    """What one rule comes to: the last day of keeping, or why there is none."""

    whose: str
    says: str
    source: str
    until: dt.date | None
    lacks: str = ""


@dataclass(frozen=True)
class Keeping:
    """How long a programme's records of a kind are kept."""

    programme: Programme
    records: Records
    clauses: list[Clause]
    lacks: list[str]
    holds: list[Hold] = field(default_factory=list)

    @property
    def decisive(self) -> Clause | None:
        """The longest rule; none where a rule comes to no day, since it might be the longest."""
        if self.lacks:
            return None
        return max(self.clauses, key=lambda clause: clause.until or dt.date.min)

    @property
    def until(self) -> dt.date | None:
        return self.decisive.until if self.decisive else None

    @property
    def ran_out(self) -> dt.date:
        """The last day of what is due; nothing else has one for certain."""
        if self.until is None:
            raise ValueError("What no rule makes due has no last day.")
        return self.until

    def has_run_out(self, on: dt.date) -> bool:
        return self.until is not None and self.until < on

    def is_due(self, on: dt.date) -> bool:
        return self.has_run_out(on) and not self.holds


def keepings(programmes: Iterable[Programme], *, on: dt.date) -> list[Keeping]:
    """Of each programme and kind of record; three questions for all of them."""
    programmes = list(programmes)
    links, own, holds = _links(programmes, on), _own_rules(programmes, on), _holds(programmes)
    found = []
    for programme in programmes:
        of_funds = [_of_fund(programme, link) for link in links[programme.pk]]
        for records in Records:
            rules = own[programme.pk, records]
            clauses = [*(of_funds if records in ASKED_BY_FUNDS else []), *map(_of_own, rules)]
            lacks = [clause.lacks for clause in clauses if clause.lacks] or _nothing(clauses)
            found.append(Keeping(programme, records, clauses, lacks, holds[programme.pk]))
    return found


def keeping_of(programme: Programme, records: str, *, on: dt.date) -> Keeping:
    """
    :raises StopIteration: there is no such kind of record
    """
    return next(one for one in keepings([programme], on=on) if one.records == records)


def _nothing(clauses: list[Clause]) -> list[str]:
    if clauses:
        return []
    return [_("No rule says how long these are kept. Write one with its source.")]


def _links(programmes: Sequence[Programme], on: dt.date) -> dict[int, list[ProgrammeFund]]:
    rules = FundRule.objects.filter(subject=FundRule.Subject.RETENTION, valid_from__lte=on)
    links = (
        ProgrammeFund.objects.filter(programme__in=programmes)
        .select_related("fund")
        .prefetch_related(
            Prefetch("fund__rules", queryset=rules.order_by("valid_from"), to_attr="on_keeping")
        )
    )
    found = defaultdict(list)
    for link in links.order_by("fund__name"):
        found[link.programme_id].append(link)
    return found


def _own_rules(
    programmes: Sequence[Programme], on: dt.date
) -> dict[tuple[int, str], list[tuple[Programme, KeepingRule]]]:
    by_key = {programme.pk: programme for programme in programmes}
    found = defaultdict(list)
    for rule in KeepingRule.objects.filter(in_force(on), programme__in=programmes):
        found[rule.programme_id, rule.records].append((by_key[rule.programme_id], rule))
    return found


def _holds(programmes: Sequence[Programme]) -> dict[int, list[Hold]]:
    found = defaultdict(list)
    holds = Hold.objects.in_force().filter(programme__in=programmes).select_related("organisation")
    for hold in holds.order_by("placed_on"):
        found[hold.programme_id].append(hold)
    return found


def _of_fund(programme: Programme, link: ProgrammeFund) -> Clause:
    """The longest of the rules that have held since the programme began.

    A rule that was replaced bound what was recorded under it; a fund that has ended asks still.
    """
    name, starts = link.fund.name, programme.starts_on or dt.date.min
    rules = [
        rule for rule in link.fund.on_keeping if rule.valid_to is None or rule.valid_to > starts
    ]
    if not rules:
        lacks = _("%(fund)s has no rule here about how long records are kept.")
        return Clause(name, "", "", None, lacks % {"fund": name})
    clauses = [_by_rule(programme, link, rule) for rule in rules if rule.kept_years is not None]
    if rules[-1].kept_years is None:
        rule = rules[-1]
        lacks = _("The rule of %(fund)s gives no number of years.") % {"fund": name}
        return Clause(name, rule.value, rule.source, None, lacks)
    without = next((clause for clause in clauses if clause.lacks), None)
    return without or max(clauses, key=lambda clause: clause.until or dt.date.min)


def _by_rule(programme: Programme, link: ProgrammeFund, rule: FundRule) -> Clause:
    name = link.fund.name
    until, is_earliest = kept_until(programme, link.settled_on, rule)
    lacks = ""
    if until is None:
        lacks = _("The day that %(fund)s counts from is not known: %(what)s.")
    elif is_earliest:
        lacks = _("Nobody has noted the day that %(fund)s counts from: %(what)s.")
    elif rule.counted_from in SETTLED and not link.settled_source:
        lacks = _("The day that %(fund)s counts from has no source: %(what)s.")
    if lacks:
        lacks %= {"fund": name, "what": rule.get_counted_from_display()}
    return Clause(name, rule.value, rule.source, None if lacks else until, lacks)


def _of_own(pair: tuple[Programme, KeepingRule]) -> Clause:
    programme, rule = pair
    until, _is_earliest = kept_until(programme, None, rule)
    says = _("%(years)s years, counted from: %(what)s") % {
        "years": rule.kept_years,
        "what": rule.get_counted_from_display(),
    }
    unknown = _(
        "The programme's own rule counts from its last day, and only the month of it or "
        "nothing is known. Write the whole day under Set up."
    )
    lacks = "" if until else unknown
    return Clause(_("The programme's own rule"), says, rule.source, until, lacks)


def keys_to_keep(records: Records, *, on: dt.date) -> set[int]:
    """The programmes whose records of a kind may not go: a fund or a rule asks for them still.

    Where no fund pays and no rule is written, nobody asks.
    """
    bound = Q(Exists(ProgrammeFund.objects.filter(programme=OuterRef("pk"))))
    bound |= Q(Exists(KeepingRule.objects.filter(programme=OuterRef("pk"), records=records)))
    bound |= Q(Exists(Hold.objects.in_force().filter(programme=OuterRef("pk"))))
    return {
        one.programme.pk
        for one in keepings(Programme.objects.filter(bound), on=on)
        if one.records == records and (one.clauses or one.holds) and not one.is_due(on)
    }


def must_be_kept(records: Records, *, on: dt.date, programme: str = "programme") -> Q:
    """Rows of programmes whose records of a kind may not go; `programme` is their path to it."""
    return Q(**{f"{programme}__in": keys_to_keep(records, on=on)})


def restricted() -> QuerySet[Hold, int]:
    """The keys of persons whose data are kept and not used."""
    holds = Hold.objects.in_force().filter(kind=Hold.Kind.RESTRICTION)
    return holds.exclude(person=None).values_list("person", flat=True)


def held_persons() -> QuerySet[Person]:
    """Those of whom nothing may go."""
    return Person.objects.filter(pk__in=Hold.objects.in_force().values("person"))


def is_restricted(person: Person) -> bool:
    """Whether somebody has been granted that their data are kept and not used."""
    return restricted().filter(person=person).exists()


def holds_on(person: Person) -> QuerySet[Hold]:
    """What somebody's records are held by, and were."""
    holds = Hold.objects.filter(person=person).select_related("organisation")
    return holds.order_by("placed_on", "pk")


def own_rules(programme: Programme, *, on: dt.date) -> QuerySet[KeepingRule]:
    """The rules of its own that hold on a day or later."""
    rules = KeepingRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), programme=programme)
    return rules.order_by("records", "valid_from")


def proofs(programme: Programme) -> QuerySet[Deletion]:
    """What was deleted of a programme, the latest first."""
    done = Deletion.objects.filter(programme=programme, state=Deletion.State.DONE)
    return done.select_related("asked_by", "organisation").order_by("-deleted_at")


def holds_seen(actor: Actor) -> QuerySet[Hold]:
    """Of the programmes that the actor's organisation leads, and of the persons it sees."""
    of_programmes = Hold.objects.visible_to(actor).values("pk")
    of_persons = Q(person__in=Person.objects.visible_to(actor))
    rows = Hold.objects.filter(Q(pk__in=of_programmes) | of_persons)
    return rows.select_related("person", "programme", "organisation")
