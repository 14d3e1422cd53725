"""A page that shows every part of the look at once."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import clock, texts
from .lists import Bulk, Column, Filters, Listing, Search
from .templatetags.look import status

MONTHS = (640, 812, 455, 1210, 1033, 290, 0, 377, 1180, 1402, 1325, 700)


class ExampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label=gettext_lazy("Name of the activity"), max_length=60)
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"), min_value=1, help_text=gettext_lazy("How many can take part.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    place = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=[("", "–"), ("1480", "Göteborg"), ("1482", "Kungälv"), ("1402", "Partille")],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How one takes part"),
        choices=[("room", gettext_lazy("In the room")), ("link", gettext_lazy("By link"))],
        widget=forms.RadioSelect,
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    open_to_all = forms.BooleanField(
        label=gettext_lazy("Open to all municipalities"), required=False
    )


class ExampleFilters(Filters):
    q = Search()
    place = forms.ChoiceField(
        label=gettext_lazy("Municipality"),
        choices=[
            ("", gettext_lazy("All municipalities")),
            ("Kungälv", "Kungälv"),
            ("Partille", "Partille"),
        ],
    )


PEOPLE = Listing(
    key="example",
    title=gettext_lazy("People"),
    columns=(
        Column("name", gettext_lazy("Name"), opens=lambda row: "#list-of-people", sort="name"),
        Column("place", gettext_lazy("Municipality"), sort="place"),
        Column("day", gettext_lazy("Day")),
        Column(
            "text",
            gettext_lazy("Status"),
            show=lambda row: status(row["kind"], row["text"]),
        ),
        Column(
            "minutes",
            gettext_lazy("Hours"),
            value=lambda row: row["minutes"] / 60,
            show=lambda row: texts.hours(row["minutes"]),
            sort="minutes",
            is_number=True,
        ),
    ),
    empty_title=gettext_lazy("No people yet"),
    filters=ExampleFilters,
    per_page=4,
    row_key="name",
)


def components(request: HttpRequest) -> HttpResponse:
    """Every part of the look; for the administrator, and for whoever builds a page."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.role != "administrator":
        raise PermissionDenied
    if "toast" in request.GET:
        messages.success(request, _("Saved."))
        messages.success(request, _("Amanda Exempel is removed."), extra_tags=request.path)
    today = clock.today()
    listing = PEOPLE.of(
        request,
        lambda q, place: _found_people(today, q, place),
        bulk=[Bulk(_("Invite"), "?toast")],
    )
    if listing.response:
        return listing.response
    return render(
        request,
        "toolkit/components.html",
        {
            "form": ExampleForm(auto_id="new_%s"),
            "faulty_form": ExampleForm(
                {"name": "", "seats": "0", "email": "amanda"}, auto_id="old_%s"
            ),
            "rows": _example_rows(today),
            "listing": listing,
            "months": _example_months(today.year - 1),
            "sums": _running_sums(today.year - 1),
            "organisations": _example_organisations(),
            "marks": _example_marks(),
            "today": today,
            "ten_o_clock": dt.time(10, 0),
        },
    )


def _example_rows(today: dt.date) -> list[dict]:
    rows = (
        ("Amanda Exempel", "Kungälv", "done", _("Here"), 420),
        ("Bashir Exempel", "Partille", "waiting", _("Invited"), 0),
        ("Cecilia Exempel", "Öckerö", "late", _("No answer"), 210),
        ("Dawit Exempel", "Härryda", "open", _("Not asked yet"), 0),
        ("Eyerusalem Exempel", "Göteborg", "neutral", _("Waiting list"), 1234 * 60),
    )
    names = ("name", "place", "kind", "text", "minutes")
    return [{**dict(zip(names, row, strict=True)), "day": today} for row in rows]


def _found_people(today: dt.date, words: str, place: str) -> list[dict]:
    return [
        row
        for row in _example_rows(today)
        if words.lower() in row["name"].lower() and place in ("", row["place"])
    ]


def _example_months(year: int) -> list[dict]:
    return [
        {"label": month, "value": value, "text": f"{value} h", "url": "#charts"}
        for month, value in zip(_month_names(year), MONTHS, strict=True)
    ]


def _running_sums(year: int) -> list[dict]:
    return [
        {"label": month, "value": sum(MONTHS[: number + 1])}
        for number, month in enumerate(_month_names(year))
    ]


def _month_names(year: int) -> list[str]:
    return [texts.month(dt.date(year, number, 1)) for number in range(1, 13)]


def _example_organisations() -> list[dict]:
    hours = (("Göteborg", 412), ("Kungälv", 236), ("Partille", 198), ("Härryda", 77), ("Ale", 0))
    return [{"label": name, "value": value, "text": f"{value} h"} for name, value in hours]


def _example_marks() -> list[dict]:
    marks = (
        ("1480", "Göteborg", 412),
        ("1482", "Kungälv", 236),
        ("1402", "Partille", 198),
        ("1401", "Härryda", 77),
        ("1440", "Ale", 12),
        ("1441", "Lerum", 120),
        ("1407", "Öckerö", 31),
        ("1481", "Mölndal", 305),
    )
    return [
        {"code": code, "label": name, "value": value, "text": f"{value} h", "url": "#map"}
        for code, name, value in marks
    ]
