"""Who leads a part or heads a unit is led to new colleagues, and to roles without successor."""

import datetime as dt

from samverka.development.introduction import queries
from samverka.development.introduction.tests.factories import been, chosen, held, new
from samverka.development.supply.tests.factories import step
from samverka.overviews.home.asked_at_once import asked_at_once
from samverka.register.people.models import Position
from samverka.toolkit.together import together
from tests.people import TODAY, person

BEGAN = TODAY - dt.timedelta(weeks=8)


def things(actor, on=TODAY):
    (found,) = together(asked_at_once(actor, on=on))
    return found


def test_new_colleagues_not_yet_introduced_are_counted_as_on_the_page(cast, client):
    introduction = chosen(cast)
    meetings = list(held(cast, introduction, BEGAN).activity.sessions.order_by("starts_at"))
    amanda, bashir, dalia = (new(name, cast.kungalv) for name in ("Amanda", "Bashir", "Dalia"))
    been(amanda, meetings[0])
    hidden = new("Elin", cast.kungalv)
    hidden.is_protected = True
    hidden.save()
    Position.objects.create(
        person=person("Gun", cast.kungalv),
        organisation=cast.kungalv,
        title="Samordnare",
        valid_from=BEGAN,
    )
    new("Hanna", cast.partille)
    (row,) = things(cast.karin)
    assert row.what == "2 new colleagues have not begun the introduction"
    found = queries.completion(introduction, TODAY, months=6, counts_all=False, of=cast.karin)
    assert found.total(queries.NOT_BEGUN) + found.total(queries.NO_COURSE) == 2
    client.force_login(cast.karin.user)
    opened = client.get(row.url)
    assert [one["name"] for one in opened.context["listing"].rows] == [str(bashir), str(dalia)]
    assert things(cast.sara) == []
    assert things(cast.petra) == []


def test_roles_that_nobody_follows_in_and_steps_overdue_lead_to_the_plan(cast, client):
    step(cast)
    rows = things(cast.karin, on=TODAY + dt.timedelta(days=1))
    assert [row.what for row in rows] == [
        "1 step for somebody new is overdue",
        "Nobody follows in 1 critical role",
    ]
    client.force_login(cast.karin.user)
    assert {client.get(row.url).status_code for row in rows} == {200}
