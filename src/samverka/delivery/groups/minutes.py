"""Minutes as people read them: one account of a meeting, for paper and for a page of its own."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import clock_time, whole_day

from .models import AgendaItem, Decision, Meeting, Term
from .queries import decisions_of, guests_present, items_of

TEMPLATE = Path(__file__).parent / "typst" / "minutes.typ"


def told(meeting: Meeting, terms: Sequence[Term], names: set[int]) -> dict[str, object]:
    """What minutes say: seats and guests that were present, persons whom the reader may know."""
    decisions = list(decisions_of(meeting))
    items = items_of(meeting)
    loose = [decision for decision in decisions if decision.item_id is None]
    return {
        "language": get_language() or "sv",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "title": _("Minutes: %(group)s, %(day)s")
        % {"group": meeting.group.name, "day": whole_day(meeting.held_on)},
        "author": meeting.group.convener.name,
        "programme": meeting.group.programme.name,
        "facts": _facts(meeting),
        "present_heading": _("Present"),
        "present": [*(_seat(term, names) for term in terms), *_guests(meeting)],
        "items_heading": _("Items and decisions"),
        "items": [_item(item, decisions) for item in items]
        + [{"heading": "", "said": "", "notes": [], "decisions": [_decision(d) for d in loose]}],
        "signed": _signed(meeting),
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _facts(meeting: Meeting) -> list[list[str]]:
    facts = [[_("Day"), whole_day(meeting.held_on)]]
    if meeting.starts:
        ends = f"–{clock_time(meeting.ends)}" if meeting.ends else ""
        facts.append([_("Time"), f"{clock_time(meeting.starts)}{ends}"])
    if meeting.place:
        facts.append([_("Place"), meeting.place])
    return facts


def _seat(term: Term, names: set[int]) -> str:
    parts = [term.organisation.name, term.seat.function]
    if term.person_id in names:
        parts.append(str(term.person))
    return ", ".join(part for part in parts if part)


def _guests(meeting: Meeting) -> list[str]:
    return [
        _("%(organisation)s, guests: %(count)s") % {"organisation": name, "count": count}
        for name, count in guests_present(meeting)
    ]


def _item(item: AgendaItem, decisions: Sequence[Decision]) -> dict[str, object]:
    return {
        "heading": f"{item.number}. {item.title}",
        "said": item.said,
        "notes": [
            _("%(seat)s took no part because of a conflict of interest.")
            % {"seat": _seat(conflict.term, set())}
            for conflict in item.conflicts.all()
        ],
        "decisions": [_decision(each) for each in decisions if each.item_id == item.pk],
    }


def _decision(decision: Decision) -> dict[str, object]:
    facts = [
        [_("Ground"), decision.ground],
        [_("Who decided"), decision.decided_by],
        [_("Follow-up"), whole_day(decision.follow_up_on)],
    ]
    if decision.responsible:
        facts.append([_("Carries it out"), decision.responsible.name])
    return {
        "heading": _("Decision %(number)s") % {"number": decision.number},
        "text": decision.text,
        "facts": facts,
    }


def _signed(meeting: Meeting) -> str:
    if not meeting.signed_on:
        return _("Not signed yet.")
    return _("Signed %(day)s by %(who)s.") % {
        "day": whole_day(meeting.signed_on),
        "who": meeting.signed_by,
    }


def as_pdf(minutes: dict[str, object]) -> bytes:
    """The minutes as a tagged PDF."""
    return pdf(TEMPLATE, minutes)
