import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.publishing.statements.models import Layout, Series, Version
from samverka.publishing.statements.problems import StatementProblem


class BegunAlready(StatementProblem):
    def __init__(self, layout: Layout):
        super().__init__(_("The programme sends %(layout)s already.") % {"layout": layout.name})


class NoFirstMonth(StatementProblem):
    """The programme's first day is not known."""

    def __init__(self):
        super().__init__(
            _("The programme's first day is not noted. Choose the first month to be sent.")
        )


class OtherLayout(StatementProblem):
    """Only another version of the same layout can take its place."""

    def __init__(self):
        super().__init__(_("That is another layout. Begin to send it as a file of its own."))


@transaction.atomic
def begin_series(
    *,
    programme: Programme,
    fund: Fund,
    layout: Layout,
    first_month: dt.date | None = None,
    by: Actor,
) -> Series:
    """Let a programme send a layout's file from its first month, or from another one, on.

    :raises BegunAlready: it sends it already
    :raises NoFirstMonth: no month was chosen, and the programme's first day is not known
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    if Series.objects.filter(programme=programme, code=layout.code).exists():
        raise BegunAlready(layout)
    first = first_month or programme.starts_on
    if first is None:
        raise NoFirstMonth
    series = Series.objects.create(
        programme=programme,
        fund=fund,
        layout=layout,
        code=layout.code,
        first_month=first.replace(day=1),
    )
    trail.note(by=by, verb="statements.series_begun", about=series)
    return series


class SomethingIsReady(StatementProblem):
    """What was made ready or sent is told of the series."""

    def __init__(self):
        super().__init__(
            _(
                "A month of it is made ready or sent, so it stays. Open what is ready again "
                "first; what is sent is kept."
            )
        )


@transaction.atomic
def undo_series(*, series: Series, by: Actor) -> None:
    """Take away a series that was begun by mistake.

    :raises SomethingIsReady: a month of it is made ready or sent
    """
    kept = Series.objects.select_for_update().get(pk=series.pk)
    if Version.objects.filter(series=kept).exists():
        raise SomethingIsReady
    trail.note(by=by, verb="statements.series_undone", about=kept)
    # A month that was made ready and opened again holds nothing.
    kept.statements.all().delete()
    kept.delete()


@transaction.atomic
def use_layout(*, series: Series, layout: Layout, by: Actor) -> None:
    """Go on by another version of the same layout; what is made ready or sent keeps its own.

    :raises OtherLayout: it is another layout
    """
    kept = Series.objects.select_for_update().get(pk=series.pk)
    if layout.code != kept.code:
        raise OtherLayout
    kept.layout = layout
    kept.save(update_fields=["layout"])
    trail.note(by=by, verb="statements.layout_changed", about=kept)
