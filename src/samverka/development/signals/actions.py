import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.engine.needs.signals import rises, watch
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .models import Kind, MonthCount, SignalSetting, TypedTable, WatchedSeries
from .queries import Series, series_of, setting_of

# Below this a month's mean says too little of what is usual.
LEAST_USUAL = 0.5
# A rise by less than one person a month is none.
LEAST_RISE = 1.0

Value = tuple[Organisation, dt.date, int]


class NothingNew(Exception):
    """The table says what stands."""

    def __str__(self):
        return _("All of these numbers are already there. Nothing was changed.")


class SaidOtherwiseSince(Exception):
    """A later table has replaced some of it."""

    def __str__(self):
        return _("A later table says otherwise of some months. Take that one back first.")


@transaction.atomic
def save_table(
    *,
    programme: Programme,
    kind: str,
    source: str,
    values: Iterable[Value],
    on: dt.date,
    by: Actor,
) -> TypedTable:
    """Numbers of months, at most one of each; those that say otherwise replace what stood.

    :raises NothingNew: each is there already
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    stands = {
        (row.municipality_id, row.month): row
        for row in MonthCount.objects.filter(programme=programme, kind=kind, stands=True)
    }
    news = [
        (place, month, count)
        for place, month, count in values
        if (old := stands.get((place.pk, month))) is None or old.count != count
    ]
    if not news:
        raise NothingNew
    table = TypedTable.objects.create(programme=programme, kind=kind, source=source, typed_on=on)
    replaced = [old.pk for place, month, _count in news if (old := stands.get((place.pk, month)))]
    MonthCount.objects.filter(pk__in=replaced).update(stands=False, replaced_by=table)
    MonthCount.objects.bulk_create(
        MonthCount(
            table=table,
            programme=programme,
            kind=kind,
            municipality=place,
            month=month,
            count=count,
        )
        for place, month, count in news
    )
    trail.note(by=by, verb="signals.table_typed", about=table)
    _watch(programme)
    return table


@transaction.atomic
def take_back(*, table: TypedTable, by: Actor) -> None:
    """What stood before the table stands again.

    :raises SaidOtherwiseSince: some of it has been replaced
    """
    Programme.objects.select_for_update().get(pk=table.programme_id)
    table.refresh_from_db()
    if table.is_taken_back:
        return
    if table.counts.filter(stands=False).exists():
        raise SaidOtherwiseSince
    table.counts.update(stands=False)
    table.replaced.update(stands=True, replaced_by=None)
    table.is_taken_back = True
    table.save(update_fields=["is_taken_back"])
    trail.note(by=by, verb="signals.table_taken_back", about=table)
    _watch(table.programme)


@transaction.atomic
def settle(
    *,
    programme: Programme,
    base_months: int,
    rise_percent: int,
    false_alarm_months: int,
    by: Actor,
) -> SignalSetting:
    """Say what is usual and what one wants to be told of."""
    setting, _made = SignalSetting.objects.update_or_create(
        programme=programme,
        defaults={
            "base_months": base_months,
            "rise_percent": rise_percent,
            "false_alarm_months": false_alarm_months,
        },
    )
    trail.note(by=by, verb="signals.settled", about=setting)
    _watch(programme)
    return setting


def _watch(programme: Programme) -> None:
    """Compute anew what is watched for, and what it tells; no more than the first months need."""
    setting = setting_of(programme)
    WatchedSeries.objects.filter(programme=programme).delete()
    WatchedSeries.objects.bulk_create(
        _watched(programme, place, series, setting)
        for place, series in series_of(programme, Kind.RECEIVED).items()
        if len(series) > setting.base_months
    )


def _watched(
    programme: Programme, place: int, series: Series, setting: SignalSetting
) -> WatchedSeries:
    first = [count for _month, count in series[: setting.base_months]]
    mean = sum(first) / len(first)
    # Tenths: what is finer changes nothing that is told.
    usual = max(round(mean, 1), LEAST_USUAL)
    raised = max(usual * (1 + setting.rise_percent / 100), usual + LEAST_RISE)
    kept = watch(usual, raised, false_alarm_months=setting.false_alarm_months)
    later = series[setting.base_months :]
    told = rises([count for _month, count in later], kept)
    stands = told[-1] if told and told[-1].over is None else None
    variance = sum((count - mean) ** 2 for count in first) / (len(first) - 1)
    return WatchedSeries(
        programme=programme,
        municipality_id=place,
        base_from=series[0][0],
        base_to=series[setting.base_months - 1][0],
        usual=usual,
        raised=raised,
        reference=kept.reference,
        limit=kept.limit,
        false_alarm_months=kept.false_alarm_months,
        delay_months=kept.delay_months,
        spread=variance / mean if mean else 0.0,
        risen_since=later[stands.since][0] if stands else None,
        risen_told=later[stands.told][0] if stands else None,
    )
