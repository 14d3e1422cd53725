"""The calendar is everybody's own view; a feed is for whoever has its address."""

from samverka.delivery.programmes.models import Programme
from samverka.delivery.series.tests.factories import series
from samverka.publishing.calendars.links import token_of
from samverka.publishing.calendars.models import CalendarLink

ROWS = """
                           petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  calendar:calendar     200   200   200   200   200   200   200   200   200   login
GET  calendar:make_link    405   405   405   405   405   405   405   405   405   login
POST calendar:make_link    302   302   302   302   302   302   302   302   302   login
GET  calendar:stop_link    405   405   405   405   405   405   405   405   405   login
POST calendar:stop_link    302   302   302   302   302   302   302   302   302   login
GET  feed:own              200   200   200   200   200   200   200   200   200   200
GET  feed:programme        200   200   200   200   200   200   200   200   200   200
GET  feed:municipality     200   200   200   200   200   200   200   200   200   200
GET  feed:series           200   200   200   200   200   200   200   200   200   200
"""


def public(cast) -> Programme:
    Programme.objects.filter(pk=cast.programme.pk).update(is_public=True)
    return cast.programme


def a_series(cast):
    public(cast)
    return {"key": series(cast).public_key}


def own(cast):
    return {"token": token_of(CalendarLink.objects.create(user=cast.sara.user, language="sv"))}


ARGUMENTS = {
    "feed:own": own,
    "feed:programme": lambda cast: {"slug": public(cast).slug},
    "feed:municipality": lambda cast: {"code": "1482"},
    "feed:series": a_series,
}
