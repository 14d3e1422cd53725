"""What waits on paper and in activities: plans, costs, invitations, comments, bookings.

One question for all of it, written out: the page that greets asks it of everybody.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from samverka.delivery.activities.models import RUNS
from samverka.delivery.entitlements.permissions import BOOKS
from samverka.delivery.interpreting.models import InterpreterBooking
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.invitations.queries import token_of
from samverka.delivery.programmes.models import keys_led_by, keys_seen_by
from samverka.development.introduction.queries import TO_BEGIN
from samverka.foundation.accounts.actor import NOBODY, Actor
from samverka.foundation.accounts.models import Role
from samverka.register.instruments import queries as links
from samverka.register.instruments.models import Asked
from samverka.toolkit.addresses import address
from samverka.toolkit.together import Ask, Part, Rows

from .beginning import MONTHS_NEW, beginning
from .interpreters import interpreters
from .learning import learning
from .matching import matching
from .oneself import oneself
from .orphans import orphans
from .papers import Written, papers
from .rises import rises
from .supply import supply
from .things import MOST, Thing, first_of

COLUMNS = ("text", "text", "text", "text", "integer")


# Of activities that one's own organisation runs, in the programmes one sees.
RETURNED = """
SELECT 'returned', activity.public_key, '', activity.title, COUNT(DISTINCT addressee.id)
FROM invitations_invitationletter letter
JOIN invitations_addressee addressee ON addressee.id = letter.addressee_id
JOIN invitations_invitation invitation ON invitation.id = addressee.invitation_id
JOIN activities_activity activity ON activity.id = invitation.activity_id
WHERE letter.state = 'returned' AND addressee.answer = '' AND NOT activity.is_cancelled
AND activity.organiser_id = %s AND activity.programme_id IN ({seen})
AND EXISTS (
    SELECT 1 FROM activities_session held
    WHERE held.activity_id = activity.id AND held.held_on >= %s
)
GROUP BY activity.id, activity.public_key, activity.title
"""

COMMENTS = """
SELECT 'comments', activity.public_key, programme.public_key, activity.title, COUNT(*)
FROM feedback_feedbackcomment comment
JOIN feedback_feedbackround asked ON asked.id = comment.round_id
JOIN activities_session held ON held.id = asked.session_id
JOIN activities_activity activity ON activity.id = held.activity_id
JOIN programmes_programme programme ON programme.id = activity.programme_id
WHERE NOT comment.is_shown AND activity.organiser_id = %s AND activity.programme_id IN ({seen})
GROUP BY activity.id, activity.public_key, activity.title, programme.public_key
"""

# What one's own municipality may book and has not, while there is time.
UNUSED = """
SELECT 'unused', entitlement.public_key, programme.public_key, entitlement.name,
    entitlement.times - COUNT(booking.id)
FROM entitlements_entitlement entitlement
JOIN programmes_programme programme ON programme.id = entitlement.programme_id
JOIN programmes_participation part ON part.programme_id = programme.id
    AND part.part = 'participant' AND part.organisation_id = %s
JOIN partners_organisation municipality ON municipality.id = part.organisation_id
    AND municipality.kind = 'municipality'
LEFT JOIN (
    entitlements_booking booking JOIN activities_activity booked
    ON booked.id = booking.activity_id AND NOT booked.is_cancelled
) ON booking.entitlement_id = entitlement.id
    AND booking.organisation_id = municipality.id AND booking.number IS NOT NULL
WHERE entitlement.first_day <= %s AND entitlement.last_day >= %s
AND programme.id IN ({seen})
GROUP BY entitlement.id, entitlement.public_key, programme.public_key, entitlement.name,
    entitlement.times
HAVING COUNT(booking.id) < entitlement.times
"""

# Turns of the unit that one heads, and of those one is process leader of.
CYCLES = """
SELECT 'cycle', cycle.public_key, '', unit.name, 0
FROM cycles_cycle cycle
JOIN partners_organisation unit ON unit.id = cycle.unit_id
WHERE cycle.closed_on IS NULL AND (cycle.unit_id = %s OR EXISTS (
    SELECT 1 FROM cycles_processleader leader
    WHERE leader.programme_id = cycle.programme_id AND leader.unit_id = cycle.unit_id
    AND leader.user_id = %s AND leader.valid_from <= %s
    AND (leader.valid_to IS NULL OR leader.valid_to > %s)
)){bound}
"""

# Units with steps overdue, in programmes that one leads.
UNITS = """
SELECT 'units', programme.public_key, '', programme.name, COUNT(DISTINCT cycle.id)
FROM cycles_cycle cycle
JOIN programmes_programme programme ON programme.id = cycle.programme_id
WHERE cycle.closed_on IS NULL AND cycle.programme_id IN ({led}) AND EXISTS (
    SELECT 1 FROM cycles_cyclestep step JOIN cycles_cyclegoal goal ON goal.id = step.goal_id
    WHERE goal.cycle_id = cycle.id AND step.done_on IS NULL AND step.by_day < %s
)
GROUP BY programme.id, programme.public_key, programme.name
"""


def asked_at_once(actor: Actor, *, on: date, most: int | None = MOST) -> Ask:
    """The first of each kind, what one is asked oneself before what others wait for."""
    seen = keys_seen_by(actor, on)
    here, within = actor.organisation_id, list(seen.params)
    parts: list[Written] = [
        *oneself(actor, on=on),
        *papers(actor, on=on),
        *orphans(actor, on=on),
        *learning(actor, on=on),
        *rises(actor, on=on),
        *supply(actor, on=on),
        *beginning(actor, on=on),
        *interpreters(actor, on=on),
        *matching(actor, on=on),
    ]
    headed = here if actor.is_one_of(Role.UNIT_HEAD) else NOBODY
    # A role in one programme opens nothing of another, whomever one supports there.
    bound = " AND cycle.programme_id = %s" if actor.programme else ""
    of = [actor.programme.pk] if actor.programme else []
    parts.append((CYCLES.format(bound=bound), [headed, actor.user_id, on, on, *of]))
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        led = keys_led_by(actor, on)
        parts.append((UNITS.format(led=led.sql), [*led.params, on]))
    if actor.is_one_of(*RUNS):
        parts.append((RETURNED.format(seen=seen.sql), [here, *within, on]))
        parts.append((COMMENTS.format(seen=seen.sql), [here, *within]))
    if actor.is_one_of(*BOOKS):
        parts.append((UNUSED.format(seen=seen.sql), [here, on, on, *within]))
    sql = " UNION ALL ".join(sql for sql, _values in parts)
    return Ask(
        lambda rows: list(_things(rows, most)),
        Part(sql, [each for _sql, values in parts for each in values], COLUMNS),
    )


def _things(rows: Rows, most: int | None) -> Iterator[Thing]:
    for kind, say in SAID.items():
        found = sorted((row[1:] for row in rows if row[0] == kind), key=lambda row: row[2])
        if kind == "cycle" and most and len(found) > most:
            # Whoever supports many units is told of each, not of the first ones.
            yield _cycles("", "", "", len(found))
            continue
        # Of those not shown it is said how many there are together, where they are counted.
        hidden = found[most:] if most else []
        what = say(*hidden[0][:3], sum(row[3] for row in hidden)).what if hidden else ""
        yield from first_of(kind, [say(*row) for row in found], most, what=what)


def _invited(key: str, programme: str, title: str, count: int) -> Thing:
    url = address("invitations:answer", token_of(Addressee(public_key=key)))
    return Thing(_("Answer an invitation"), title, url)


def _asked(key: str, programme: str, title: str, count: int) -> Thing:
    url = address("instruments_answer:begin", links.token_of(Asked(public_key=key)))
    return Thing(_("Answer the questions"), title, url)


def _returned(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext("%(count)s invitation came back", "%(count)s invitations came back", count) % {
        "count": count
    }
    return Thing(what, title, f"{address('invitations:detail', key)}?only=returned")


def _comments(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s comment to read first", "%(count)s comments to read first", count
    ) % {"count": count}
    return Thing(what, title, address("feedback:activity", programme, key))


def _unused(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext("May still be booked once", "May still be booked %(count)s times", count) % {
        "count": count
    }
    return Thing(what, title, address("entitlements:detail", programme, key))


def _paper(what: str, page: str):
    """A paper of somebody's in a programme, which stands under its address."""

    def said(key: str, programme: str, title: str, count: int) -> Thing:
        return Thing(_(what), title, address(page, programme, key))

    return said


def _sign(key: str, programme: str, title: str, count: int) -> Thing:
    return Thing(_("Sign an agreement"), title, address("agreements:detail", key))


def _orphans(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "Nobody works on %(count)s commitment", "Nobody works on %(count)s commitments", count
    )
    return Thing(
        what % {"count": count}, title, f"{address('agreement:coverage', key)}?state=nobody"
    )


def _cycle(key: str, programme: str, title: str, count: int) -> Thing:
    return Thing(_("Go on with the unit's quality work"), title, address("cycles:detail", key))


def _cycles(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "Go on with the quality work of %(count)s unit",
        "Go on with the quality work of %(count)s units",
        count,
    ) % {"count": count}
    return Thing(what, _("The units you head or support, turn by turn."), address("cycles:mine"))


def _wheel(key: str, programme: str, title: str, late: int) -> Thing:
    return Thing(_("Do a task of the year"), title, address("supply:mine"), bool(late))


def _log(key: str, programme: str, title: str, count: int) -> Thing:
    return Thing(
        _("Write this month's log as process leader"), title, address("supply:leader", key)
    )


def _leaders(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s municipality lacks a trained process leader",
        "%(count)s municipalities lack a trained process leader",
        count,
    )
    url = address("supply:leaders", programme) + "?only=without"
    return Thing(what % {"count": count}, title, url)


def _risen(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s municipality receives more than usual",
        "%(count)s municipalities receive more than usual",
        count,
    )
    return Thing(what % {"count": count}, title, address("signals:overview", programme))


def _units(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s unit has steps overdue", "%(count)s units have steps overdue", count
    ) % {"count": count}
    return Thing(what, title, f"{address('cycles:units', key)}?only=late", is_late=True)


def _talks(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext("%(count)s talk about competence", "%(count)s talks about competence", count)
    return Thing(what % {"count": count}, title, address("competence:unit", programme, key))


def _book(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s session where nobody is booked",
        "%(count)s sessions where nobody is booked",
        count,
    )
    return Thing(what % {"count": count}, title, address("training:booking", programme, key))


def _new(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s new colleague has not begun the introduction",
        "%(count)s new colleagues have not begun the introduction",
        count,
    )
    url = f"{address('introduction:persons', programme)}?state={TO_BEGIN}&months={MONTHS_NEW}"
    return Thing(what % {"count": count}, title, url)


def _alone(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "Nobody follows in %(count)s critical role",
        "Nobody follows in %(count)s critical roles",
        count,
    )
    return Thing(what % {"count": count}, title, address("supply:plan", programme, key))


def _induction(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s step for somebody new is overdue",
        "%(count)s steps for somebody new are overdue",
        count,
    )
    url = address("supply:plan", programme, key)
    return Thing(what % {"count": count}, title, url, is_late=True)


def _interpreter(key: str, programme: str, title: str, count: int) -> Thing:
    language = str(InterpreterBooking(variety=title))
    return Thing(
        _("Ask an interpreter"), language, address("interpreting:booking", programme, key)
    )


def _deviations(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s deviation of an interpreter to follow up",
        "%(count)s deviations of interpreters to follow up",
        count,
    )
    return Thing(what % {"count": count}, title, address("interpreting:deviations", key))


def _officer(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s household to decide about", "%(count)s households to decide about", count
    )
    said = what % {"count": count} if count else _("Your matching round")
    return Thing(said, title, address("matching:detail", programme, key))


def _hand_over(key: str, programme: str, title: str, count: int) -> Thing:
    what = ngettext(
        "%(count)s thing is late in hand-overs", "%(count)s things are late in hand-overs", count
    ) % {"count": count}
    return Thing(
        what, title, f"{address('matching:hand_overs', programme, key)}?where=ours", is_late=True
    )


# In the order in which they are shown.
SAID = {
    "invited": _invited,
    "asked": _asked,
    "approve": _paper(gettext_noop("Approve a plan"), "plans:detail"),
    "change": _paper(gettext_noop("Change the plan"), "plans:detail"),
    "check": _paper(gettext_noop("Check costs"), "budgets:report"),
    "correct": _paper(gettext_noop("Correct the costs"), "budgets:report"),
    "sign": _sign,
    "orphans": _orphans,
    "cycle": _cycle,
    "talks": _talks,
    "book": _book,
    "units": _units,
    "wheel": _wheel,
    "log": _log,
    "leaders": _leaders,
    "new": _new,
    "induction": _induction,
    "alone": _alone,
    "hand_over": _hand_over,
    "round_officer": _officer,
    "round_municipality": _paper(gettext_noop("What you offer in matching"), "matching:offers"),
    "round_reviewer": _paper(gettext_noop("Review a matching round"), "matching:detail"),
    "interpreter": _interpreter,
    "deviations": _deviations,
    "risen": _risen,
    "returned": _returned,
    "comments": _comments,
    "unused": _unused,
}
