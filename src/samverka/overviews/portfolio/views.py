from functools import partial
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing, Search
from samverka.toolkit.money import ORE, kronor
from samverka.toolkit.pdf import PDF_TYPE, pdf
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import listed, whole_day

from . import queries
from .deck import Slide, deck_of, deck_of_all
from .timeline import time_line
from .wording import period_of, state_text

TEMPLATE = Path(__file__).parent / "typst" / "deck.typ"
MARKS = {queries.COMING: "waiting", queries.GOING_ON: "open", queries.ENDED: "done"}
UNKNOWN = "neutral"


class PortfolioFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("All")),
            (queries.GOING_ON, gettext_lazy("Going on")),
            (queries.COMING, gettext_lazy("To come")),
            (queries.ENDED, gettext_lazy("Ended")),
            (queries.NOT_TOLD, gettext_lazy("The period is not told")),
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All kinds")), *Programme.Kind.choices],
    )
    fund = forms.ChoiceField(label=gettext_lazy("Paid by"))
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))

    def __init__(self, *args, totals, themes, **options):
        super().__init__(*args, **options)
        funds = [(total.fund.code, total.fund.name) for total in totals]
        self.fields["fund"].choices = [("", _("All funds")), *funds]
        named = [(theme.slug, theme.name) for theme in themes]
        self.fields["theme"].choices = [("", _("All themes")), *named]


def _standing(programme: Programme) -> str:
    mark = MARKS.get(queries.state_of(programme, on=today()), UNKNOWN)
    return status(mark, state_text(programme, on=today()))


PROGRAMMES = Listing(
    key="portfolio",
    title=gettext_lazy("All programmes"),
    columns=(
        Column(
            "name",
            gettext_lazy("Programme"),
            opens=lambda row: address("programme:detail", row.public_key),
            sort="name",
        ),
        Column(
            "state",
            gettext_lazy("How it stands"),
            lambda row: state_text(row, on=today()),
            show=_standing,
        ),
        Column("period", gettext_lazy("Period"), period_of, sort=("starts_on", "ends_on")),
        Column(
            "owner",
            gettext_lazy("Owner"),
            lambda row: row.owner.name,
            sort="owner__name",
            at_first=False,
        ),
        Column(
            "funds",
            gettext_lazy("Paid by"),
            lambda row: listed(fund.name for fund in row.funds.all()),
        ),
        Column("partners", gettext_lazy("Organisations"), is_number=True, sort="partners"),
        Column("results", gettext_lazy("Results"), is_number=True, sort="results"),
        Column(
            "kind",
            gettext_lazy("Kind"),
            lambda row: row.get_kind_display(),
            sort="kind",
            at_first=False,
        ),
        Column(
            "budget",
            gettext_lazy("Budget, kronor"),
            lambda row: row.budget / ORE if row.budget else None,
            show=lambda row: kronor(row.budget),
            is_number=True,
            sort="budget",
            at_first=False,
        ),
    ),
    filters=PortfolioFilters,
    empty_title=gettext_lazy("No programme yet"),
    empty_text=gettext_lazy("Here stand the programmes your organisation takes part in."),
)


@require_safe
def portfolio(request):
    actor, on = request.actor, today()
    totals = queries.fund_totals(actor)
    find = partial(queries.listed, actor, on=on)
    about: dict[str, Any] = {"totals": totals, "themes": list(queries.themes_of(actor))}
    listing = PROGRAMMES.of(request, find, **about)
    if listing.response:
        return listing.response
    shown = find(**listing.form.chosen)
    context = {
        "listing": listing,
        "line": time_line(shown, on=on),
        "totals": totals,
    }
    return render(request, "portfolio/portfolio.html", context)


@require_safe
def deck_for_all(request):
    slides = deck_of_all(request.actor, on=today())
    back_url = address("portfolio:portfolio")
    return _shown(request, slides, _("Programmes in the region"), back_url)


@require_safe
def deck_for_programme(request, programme_key: str):
    programme = get_object_or_404(queries.seen(request.actor), public_key=programme_key)
    slides = deck_of(programme, request.actor, on=today())
    return _shown(request, slides, programme.name, address("programme:detail", programme_key))


def _shown(request, slides: list[Slide], title: str, back_url: str) -> HttpResponse:
    if request.GET.get("format") == "pdf":
        answer = HttpResponse(_as_pdf(slides, title), content_type=PDF_TYPE)
        name = slugify(title) or "samverka"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return answer
    return render(
        request,
        "portfolio/deck.html",
        {"slides": slides, "title": title, "back_url": back_url},
    )


def _as_pdf(slides: list[Slide], title: str) -> bytes:
    return pdf(
        TEMPLATE,
        {
            "title": title,
            "author": "Samverka",
            "language": get_language(),
            "direction": "rtl" if get_language_bidi() else "ltr",
            "footer": whole_day(today()),
            "slides": [
                {
                    "title": slide.title,
                    "intro": slide.intro,
                    "facts": [list(fact) for fact in slide.facts],
                    "lines": list(slide.lines),
                    "figures": [[str(number), label] for number, label in slide.figures],
                }
                for slide in slides
            ],
        },
    )
