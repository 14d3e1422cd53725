from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.texts import amount

from . import queries
from .forms import IndicatorFilters
from .models import Definition
from .permissions import may_read
from .queries import Line

From = Definition.ComputedFrom
# The lists that numbers are read in: by sex, or the sum.
BY_SEX = (
    ("women", gettext_lazy("Women")),
    ("men", gettext_lazy("Men")),
    ("non_binary", gettext_lazy("Non-binary")),
    ("sex_unknown", gettext_lazy("Sex not noted")),
)


def _told(number: int | None, line: Line) -> str:
    if not line.is_computed:
        return _("not here")
    if line.lacks_groups:
        return "–"
    return _("hidden") if number is None else amount(number)


def _value(line: Line) -> str:
    return _told(line.value, line)


def _of_sex(place: int):
    """What is told of one sex; nothing where the indicator is about no persons."""

    def show(line: Line) -> str:
        return _told(line.by_sex[place], line) if line.by_sex else ""

    return show


def _plain(place: int):
    def value(line: Line) -> int | str | None:
        return (_hidden(line.by_sex[place])) if line.by_sex else None

    return value


def _hidden(number: int | None) -> int | str:
    return _("hidden") if number is None else number


def _plain_value(line: Line) -> int | str | None:
    return _hidden(line.value) if line.is_computed and not line.lacks_groups else None


def _what_lacks(line: Line) -> str:
    return line.definition.why_not or "; ".join(line.lacks)


# What is said of each besides its numbers.
ABOUT = (
    Column("unit", gettext_lazy("Unit"), lambda line: line.definition.unit, at_first=False),
    Column("lacks", gettext_lazy("What lacks"), _what_lacks),
    Column(
        "counts",
        gettext_lazy("What it counts"),
        lambda line: line.definition.counts,
        at_first=False,
    ),
    Column(
        "certainty",
        gettext_lazy("How sure the code is"),
        lambda line: line.definition.get_certainty_display(),
        at_first=False,
    ),
    Column(
        "version",
        gettext_lazy("Version"),
        lambda line: line.definition.version,
        is_number=True,
        at_first=False,
    ),
    Column(
        "source",
        gettext_lazy("Source"),
        lambda line: line.definition.source,
        at_first=False,
    ),
)


def listing_of(programme: Programme) -> Listing:
    """The list, with addresses within the programme."""

    def opens(line: Line) -> str:
        keys = (programme.public_key, line.definition.fund_code, line.definition.code)
        return address("indicators:detail", *keys)

    return Listing(
        key="indicators",
        title=gettext_lazy("Indicators of the funds"),
        columns=(
            Column("code", gettext_lazy("Code"), lambda line: line.definition.code),
            Column(
                "name", gettext_lazy("Indicator"), lambda line: line.definition.name, opens=opens
            ),
            Column(
                "value",
                gettext_lazy("Value"),
                _plain_value,
                show=_value,
                opens=opens,
                is_number=True,
            ),
            *(
                Column(key, label, _plain(place), show=_of_sex(place), is_number=True)
                for place, (key, label) in enumerate(BY_SEX)
            ),
            *ABOUT,
        ),
        filters=IndicatorFilters,
        empty_title=gettext_lazy("No indicators"),
        empty_text=gettext_lazy(
            "Nobody has described what the programme's funds count. Definitions are taken in from "
            "a file."
        ),
    )


def _programme(request: HttpRequest, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not may_read(request.actor, programme):
        raise PermissionDenied
    return programme


@require_safe
def indicator_list(request, programme_key: str):
    """What its funds count in a programme, and what the records say."""
    programme = _programme(request, programme_key)
    lines = queries.lines_of(programme, on=today())

    def found(q: str = "", shown: str = "") -> list[Line]:
        return [line for line in lines if _holds(line, q) and _is_shown(line, shown)]

    context = {
        "programme": programme,
        "intro": _(
            "What the programme's funds count, each person once. Open a number for what it is "
            "made of."
        ),
        "back_url": reverse("measures:list", args=[programme_key]),
        "back_label": _("Measures"),
        "counted_from": queries.counted_from(programme, on=today()),
        "has_lines": bool(lines),
        "funds": queries.funds_of(programme),
    }
    return listing_of(programme).answer(request, found, "indicators/indicator_list.html", context)


def _holds(line: Line, q: str) -> bool:
    text = f"{line.definition} {line.definition.counts}".lower()
    return all(word in text for word in q.lower().split())


def _is_shown(line: Line, shown: str) -> bool:
    return shown == "" or line.is_computed == (shown == "computed")


@require_safe
def detail(request, programme_key: str, fund: str, code: str):
    """One indicator: its definition, its number by sex, and what that is made of."""
    programme = _programme(request, programme_key)
    of_programme = queries.definitions_of(programme, on=today())
    definition = get_object_or_404(of_programme, fund_code=fund, code=code)
    line = queries.line_of(programme, definition, on=today())
    sexes = [*Participant.Sex.values, "none"]
    context = {
        "programme": programme,
        "definition": definition,
        "line": line,
        "value": _value(line),
        "by_sex": [
            (label, _told(number, line), sex)
            for (_key, label), number, sex in zip(BY_SEX, line.by_sex, sexes, strict=False)
        ],
        "is_of_persons": definition.computed_from == From.PARTICIPANTS,
        "things": queries.things_of(line, programme, on=today()),
        "is_of_companies": definition.computed_from == From.COMPANIES,
        "versions": queries.versions_of(definition),
    }
    return render(request, "indicators/indicator_detail.html", context)
