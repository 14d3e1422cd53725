import datetime as dt
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.register.partners import actions, forms
from samverka.register.partners.models import Region
from samverka.register.partners.permissions import may_keep_regions
from samverka.register.partners.queries import (
    members_of,
    region_lines,
    regions_listed,
    sources_of,
    years_of,
)
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing

REGIONS = Listing(
    key="regions",
    title=gettext_lazy("Regions"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            opens=lambda region: address("partners:region", region.public_key),
            sort="name",
        ),
        Column(
            "kind", gettext_lazy("Kind"), lambda region: region.get_kind_display(), sort="kind"
        ),
        Column("code", gettext_lazy("Code"), sort="code", at_first=False),
        Column("size", gettext_lazy("Municipalities"), is_number=True, sort="size"),
    ),
    filters=forms.RegionFilters,
    empty_title=gettext_lazy("No regions yet"),
)

MEMBERS = Listing(
    key="region_members",
    title=gettext_lazy("Municipalities of the region"),
    columns=(
        Column("municipality", gettext_lazy("Municipality"), lambda row: row.municipality.name),
        Column("code", gettext_lazy("Code"), lambda row: row.municipality.code),
        Column("since", gettext_lazy("Since"), lambda row: row.member.valid_from),
        Column("inhabitants", gettext_lazy("Inhabitants"), is_number=True),
        Column("units", gettext_lazy("Units"), is_number=True),
        Column("rate", gettext_lazy("Units per 10,000 inhabitants"), is_number=True),
    ),
    filters=forms.RateFilters,
    empty_title=gettext_lazy("No municipality belongs to it today"),
    empty_text=gettext_lazy("Write down the first one."),
    # The largest region has 49, and a table of them is read as a whole.
    per_page=100,
)


@require_safe
def region_list(request):
    context = {
        "intro": _("Federations, counties and others, each with its municipalities."),
        "back_url": reverse("organisation:list"),
        "back_label": _("Organisations"),
    }
    if may_keep_regions(request.actor):
        context |= {"action_url": reverse("partners:region_create")}
        context |= {"action_label": _("New region")}
    return REGIONS.answer(
        request, partial(regions_listed, request.actor, on=today()), context=context
    )


@require_safe
def detail(request, key):
    region = _seen(request, key)
    years = years_of(region)
    year = _chosen(request.GET.get("year", ""), years)
    listing = MEMBERS.of(
        request,
        lambda unit_type, **_year: region_lines(
            region, on=today(), year=year, unit_type=unit_type
        )[0],
        years=years,
    )
    if listing.response:
        return listing.response
    unit_type = listing.form.chosen["unit_type"]
    _lines, whole = region_lines(region, on=today(), year=year, unit_type=unit_type)
    context = {
        "region": region,
        "listing": listing,
        "whole": whole,
        "year": year,
        "sources": sources_of(region, year),
        "left": region.members.filter(valid_to__lte=today()).select_related("municipality"),
        "members": members_of(region, on=today()),
        "may_keep": may_keep_regions(request.actor),
    }
    return render(request, "partners/region_detail.html", context)


def _chosen(asked: str, years: list[int]) -> int | None:
    """The year asked for where there is a population of it, else the latest."""
    return next((one for one in years if str(one) == asked), next(iter(years), None))


def create(request):
    _keeper(request)
    form = forms.RegionForm(request.POST or None)
    if form.is_valid():
        try:
            region = actions.add_region(by=request.actor, **form.cleaned_data)
        except actions.RegionIsThere as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": region.name})
            return redirect("partners:region", region.public_key)
    return _form_page(request, form, title=_("New region"), back=reverse("partners:regions"))


def add_member(request, key):
    _keeper(request)
    region = _seen(request, key)
    form = forms.MemberForm(request.POST or None, initial={"valid_from": today()})
    if form.is_valid():
        try:
            actions.add_member(region=region, by=request.actor, **form.cleaned_data)
        except actions.IsMemberThen as refused:
            form.add_error("municipality", str(refused))
        else:
            messages.success(request, _("The municipality belongs to the region."))
            return redirect("partners:region", key)
    return _form_page(
        request, form, title=_("Add a municipality"), back=_address(region), intro=region.name
    )


def end_member(request, key, code):
    _keeper(request)
    region = _seen(request, key)
    member = get_object_or_404(region.members, municipality=code, valid_to=None)
    form = forms.CloseForm(request.POST or None, initial={"last_day": today()})
    if form.is_valid():
        first_day_outside = form.cleaned_data["last_day"] + dt.timedelta(days=1)
        try:
            actions.end_membership(member=member, on=first_day_outside, by=request.actor)
        except actions.LeavesBeforeItCame as refused:
            form.add_error("last_day", str(refused))
        else:
            messages.success(request, _("The municipality leaves the region."))
            return redirect("partners:region", key)
    intro = f"{region.name}: {member.municipality.name}"
    return _form_page(
        request, form, title=_("Leaves the region"), back=_address(region), intro=intro
    )


def population(request, key):
    _keeper(request)
    region = _seen(request, key)
    municipalities = [member.municipality for member in members_of(region, on=today())]
    form = forms.PopulationForm(request.POST or None, municipalities=municipalities)
    if form.is_valid():
        actions.set_population(
            year=form.cleaned_data["year"],
            inhabitants=form.inhabitants,
            source=form.cleaned_data["source"],
            region=region,
            by=request.actor,
        )
        messages.success(request, _("The numbers are saved."))
        return redirect("partners:region", key)
    return _form_page(
        request,
        form,
        title=_("Inhabitants of a year"),
        back=_address(region),
        intro=_(
            "How many live in each municipality at the end of the year, and where it says so."
        ),
    )


def _form_page(request, form, *, title, back, intro=""):
    context = {"form": form, "title": title, "back": back, "intro": intro}
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/region_form.html", context, status=status)


def _address(region: Region) -> str:
    return reverse("partners:region", args=[region.public_key])


def _seen(request, key) -> Region:
    return get_object_or_404(Region.objects.visible_to(request.actor), public_key=key)


def _keeper(request) -> None:
    if not may_keep_regions(request.actor):
        raise PermissionDenied
