"""A certificate on paper: what was certified, and the form of a month to sign by hand."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.register.partners.models import Organisation
from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import clock_time, hours, isolate, whole_day, whole_month

from .models import Certificate, CertifiedLine
from .queries import Worked, totals

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"


@dataclass(frozen=True)
class Line:
    """A certified line as it is shown: the name now, and the name then where it was another."""

    name: str
    name_then: str
    line: CertifiedLine


def lines_of(lines: Iterable[CertifiedLine], names: Mapping[int, str]) -> list[Line]:
    """In their order; whoever is not named stands last: neighbours tell how a name begins."""
    lines = list(lines)
    named = [line for line in lines if names[line.person_id]]
    others = sorted((line for line in lines if not names[line.person_id]), key=attrgetter("pk"))
    shown = []
    for line in (*named, *others):
        name = names[line.person_id]
        was = line.name if name and line.name != name else ""
        shown.append(Line(name or _("Protected identity"), was, line))
    return shown


def certificate_as_pdf(
    certificate: Certificate, lines: Sequence[Line], minutes: int | None, claimed: int | None
) -> bytes:
    """What was certified: exact and claimed hours, by whom and when, and the hash."""
    when = certificate.certified_at
    facts = [
        [_("Employer"), certificate.organisation.name],
        [_("Fund"), certificate.fund.name],
        [_("Version"), str(certificate.number)],
        *_who(certificate),
        [
            _("Certified"),
            _("%(day)s at %(time)s") % {"day": whole_day(when), "time": clock_time(when)},
        ],
        [_("Hash of the content"), certificate.digest],
        [_("Hash of the one before"), certificate.digest_before or "–"],
    ]
    rows = [_row(each) for each in lines]
    sums = [_("Sum"), "", "", hours(minutes), hours(claimed)]
    return _document(
        certificate.programme, certificate.organisation, certificate.month, facts, rows, sums, []
    )


def _who(certificate: Certificate) -> list[list[str]]:
    """Whoever certified; of a paper whoever signed it, and whoever took it in."""
    if not certificate.is_on_paper or certificate.signed_on is None:
        return [
            [_("How"), _("Digitally")],
            [_("Certified as"), certificate.function],
            [_("Certified by"), str(certificate.certified_by)],
        ]
    return [
        [_("How"), _("On paper")],
        [_("Signed by"), f"{certificate.paper.signed_by}, {certificate.function}"],
        [_("Signed"), whole_day(certificate.signed_on)],
        [_("Hash of the paper"), certificate.paper_digest],
        [_("Taken in by"), str(certificate.certified_by)],
    ]


def _row(each: Line) -> list[str]:
    then = f" ({each.name_then})" if each.name_then else ""
    return [
        f"{each.name}{then}",
        str(each.line.category or "–"),
        _("Yes") if each.line.is_financed_once else _("No"),
        hours(each.line.minutes),
        hours(each.line.claimed),
    ]


def form_to_sign(
    programme: Programme,
    fund: Fund,
    organisation: Organisation,
    month: dt.date,
    worked: Sequence[Worked],
    names: Mapping[int, str],
) -> bytes:
    """The month's hours with room for categories, ticks and a signature."""
    facts = [[_("Employer"), organisation.name], [_("Fund"), fund.name]]
    rows = [
        [
            names[row.person.pk] or _("Protected identity"),
            "",
            "[   ]",
            hours(row.minutes),
            hours(row.claimed),
        ]
        for row in worked
    ]
    sum_ = totals(worked)
    sums = [_("Sum"), "", "", hours(sum_.exact), hours(sum_.counted)]
    fields = [_("Place and day"), _("Signature"), _("Name and function in print")]
    return _document(programme, organisation, month, facts, rows, sums, fields)


def _document(
    programme: Programme,
    organisation: Organisation,
    month: dt.date,
    facts: list[list[str]],
    rows: list[list[str]],
    sums: list[str],
    fields: list[str],
) -> bytes:
    said = whole_month(month)
    data: dict[str, object] = {
        "title": f"{programme.name}, {organisation.name}, {said}",
        "author": organisation.name,
        "language": get_language() or "sv",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": _("Certified hours, %(month)s") % {"month": said},
        "programme": programme.name,
        "facts": facts,
        "columns": [
            _("Name"),
            _("Category"),
            _("Not paid for by another source"),
            _("Exact"),
            _("Claimed"),
        ],
        "rows": rows,
        "sums": sums,
        "text": _("The hours above are right, and were worked for the employer."),
        "fields": fields,
        "footer": f"{isolate(programme.name)}, {said}",
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }
    return pdf(TEMPLATE, data)
