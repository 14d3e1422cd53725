import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Fund, FundRule, Programme, ProgrammeFund
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.lists import holding
from samverka.toolkit.periods import in_force

from .models import Cost, CostReport, CostShare, TakeOver

State = CostReport.State


@dataclass(frozen=True)
class Account:
    """One partner's costs in öre, by how far they have come."""

    organisation: Organisation
    kept: int
    handed_in: int
    accepted: int

    @property
    def total(self) -> int:
        return self.kept + self.handed_in + self.accepted


def accounts_of(programme: Programme, actor: Actor) -> list[Account]:
    """The accounts one may read, of all who take part, also without a cost; by name."""
    seen = Cost.objects.visible_to(actor).filter(programme=programme, is_struck=False)
    sums = {
        row.pop("organisation"): row
        for row in seen.values("organisation").annotate(
            kept=Sum("amount", filter=Q(report=None) | Q(report__state=State.RETURNED), default=0),
            handed_in=Sum("amount", filter=Q(report__state=State.HANDED_IN), default=0),
            accepted=Sum("amount", filter=Q(report__state=State.ACCEPTED), default=0),
        )
    }
    nothing = {"kept": 0, "handed_in": 0, "accepted": 0}
    return [
        Account(organisation, **sums.get(organisation.pk, nothing))
        for organisation in _account_holders(programme, actor)
    ]


def account_of(programme: Programme, organisation: Organisation, actor: Actor) -> Account:
    return next(one for one in accounts_of(programme, actor) if one.organisation == organisation)


def _account_holders(programme: Programme, actor: Actor) -> QuerySet[Organisation]:
    everybody = taking_part(programme)
    if leads(actor, programme):
        return everybody
    return everybody.filter(pk=actor.organisation_id)


def taking_part(programme: Programme) -> QuerySet[Organisation]:
    """Those of the programme, by name."""
    keys = programme.participations.values("organisation")
    return Organisation.objects.filter(pk__in=keys).order_by("name")


def funds_of(programme: Programme) -> QuerySet[ProgrammeFund]:
    return ProgrammeFund.objects.filter(programme=programme).select_related("fund")


def activity_of(programme: Programme, key: str) -> QuerySet[Activity]:
    return Activity.objects.filter(programme=programme, public_key=key).select_related("programme")


def take_over_of(activity: Activity) -> TakeOver | None:
    return TakeOver.objects.filter(activity=activity).first()


def costs_of(
    programme: Programme,
    organisation: Organisation,
    actor: Actor,
    *,
    q: str = "",
    kind: str = "",
    standing: str = "",
) -> QuerySet[Cost]:
    """The account's rows, latest first."""
    found = (
        Cost.objects.visible_to(actor)
        .filter(holding(q, "text", "receipt"), programme=programme, organisation=organisation)
        .select_related("report", "programme")
        .order_by("-incurred_on", "-pk")
    )
    if kind:
        found = found.filter(kind=kind)
    if standing == "struck":
        return found.filter(is_struck=True)
    if standing == "kept":
        return found.filter(is_struck=False, report=None)
    return found.filter(is_struck=False, report__state=standing) if standing else found


@dataclass(frozen=True)
class PayingLimit:
    """The last day on which a fund takes the payment of what was incurred in time."""

    fund: Fund
    day: dt.date
    source: str


def paying_limits(programme: Programme) -> list[PayingLimit]:
    """Those of the programme's funds that say one, the earliest first.

    The rule in force on the programme's last day is counted from that day.
    """
    last = programme.last_day
    if last is None:
        return []
    rules = FundRule.objects.filter(
        in_force(last),
        fund__programmes=programme,
        subject=FundRule.Subject.COSTS,
        due_days__isnull=False,
    )
    limits = (
        PayingLimit(rule.fund, last + dt.timedelta(days=rule.due_days or 0), rule.source)
        for rule in rules.select_related("fund").distinct()
    )
    return sorted(limits, key=lambda limit: (limit.day, limit.fund.name))


def costs_in(report: CostReport) -> QuerySet[Cost]:
    """What the report holds, as a bookkeeper reads it."""
    return report.costs.filter(is_struck=False).order_by("incurred_on", "receipt", "pk")


def reports_of(
    programme: Programme, organisation: Organisation, actor: Actor
) -> QuerySet[CostReport]:
    """Those of one partner, latest first, each with its `total`."""
    return _with_total(
        CostReport.objects.visible_to(actor).filter(programme=programme, organisation=organisation)
    ).order_by("-number")


def reports_waiting(programme: Programme, actor: Actor) -> QuerySet[CostReport]:
    """Those that wait for an answer of whoever leads, oldest first, each with its `total`."""
    waiting = CostReport.objects.visible_to(actor).filter(
        programme=programme, state=State.HANDED_IN
    )
    return _with_total(waiting).select_related("organisation").order_by("handed_in_on", "pk")


def _with_total(reports: QuerySet[CostReport]) -> QuerySet[CostReport]:
    counted = Q(costs__is_struck=False)
    return reports.annotate(total=Sum("costs__amount", filter=counted, default=0))


def running_activities(programme: Programme, *, on: dt.date) -> QuerySet[Activity]:
    """What is not done: days to come, or none set yet."""
    days = Session.objects.filter(activity=OuterRef("pk"))
    return (
        Activity.objects.filter(programme=programme, is_cancelled=False)
        .filter(Exists(days.filter(held_on__gte=on)) | ~Exists(days))
        .order_by("title", "pk")
    )


def running_with_take_overs(
    programme: Programme, *, on: dt.date
) -> list[tuple[Activity, TakeOver | None]]:
    """Each running activity with who goes on with it, if that is said."""
    running = list(running_activities(programme, on=on))
    said = TakeOver.objects.filter(activity__in=running).select_related("organisation")
    by_activity = {take_over.activity_id: take_over for take_over in said}
    return [(activity, by_activity.get(activity.pk)) for activity in running]


def without_line_owner(programme: Programme, *, on: dt.date) -> QuerySet[Activity]:
    """Running activities of which nobody has said who goes on with them, or that they end."""
    said = TakeOver.objects.filter(activity=OuterRef("pk"))
    return running_activities(programme, on=on).exclude(Exists(said))


def shares_of(programme: Programme) -> QuerySet[CostShare]:
    """Largest first."""
    return (
        CostShare.objects.filter(programme=programme)
        .select_related("organisation")
        .order_by("-share", "organisation__name")
    )
