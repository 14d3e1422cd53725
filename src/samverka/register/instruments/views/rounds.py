"""A round: opened, who is asked, who reads, how many have answered, closed."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.register.instruments import actions, permissions, queries
from samverka.register.instruments.forms import (
    AskedFilters,
    AskForm,
    NewRoundForm,
    ReaderForm,
    RoundFactsForm,
)
from samverka.register.instruments.models import Asked, Round
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.sent import sent

from .fetching import instrument_written, round_run, round_seen


def _back(asked_round: Round, place: str = ""):
    url = reverse("instruments:round", args=[asked_round.public_key])
    return redirect(f"{url}#{place}" if place else url)


def create(request, key):
    """With the latest published version."""
    instrument = instrument_written(request, key)
    version = instrument.versions.exclude(published_on=None).order_by("-number").first()
    if version is None:
        messages.error(request, _("Publish a version first. A round asks what no longer changes."))
        return redirect("instruments:detail", key)
    form = NewRoundForm(
        sent(request),
        organisations=queries.organisations_to_ask(request.actor),
        earlier=queries.named_before(instrument),
        initial={"opens_on": today(), "way": Round.Way.NAMED},
    )
    if form.is_valid():
        try:
            made = _open(request, version, form.cleaned_data)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _back(made)
    context = {
        "form": form,
        "title": _("Open a round"),
        "intro": _("Version %(number)s") % {"number": version.number},
        "submit": _("Open the round"),
        "back_url": reverse("instruments:detail", args=[key]),
        "back_label": instrument.name,
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


def _open(request, version, said) -> Round:
    readers = []
    if said["reader_organisation"]:
        readers = [
            actions.Reader(said["reader_organisation"], said["reader_role"], said["reader_sees"])
        ]
    names = ("name", "opens_on", "closes_on", "way", "others_see", "remind_before")
    facts = {name: said[name] for name in names} | {"earlier": said.get("earlier")}
    return actions.open_round(version=version, readers=readers, by=request.actor, **facts)


@require_safe
def detail(request, key):
    asked_round = round_seen(request, key)
    runs = permissions.may_run(request.actor, asked_round)
    link = ""
    if asked_round.way == Round.Way.LINK:
        link = request.build_absolute_uri(reverse("instruments_answer:by_link", args=[key]))
    context = {
        "round": asked_round,
        "instrument": asked_round.version.instrument,
        "rate": queries.rate(asked_round),
        "runs": runs,
        "link": link,
        "reads_figures": permissions.may_read_figures(request.actor, asked_round),
        "form": ReaderForm(None, organisations=queries.organisations_to_ask(request.actor))
        if runs
        else None,
        "today": today(),
        "is_open": asked_round.is_open(today()),
        "is_over": asked_round.is_over(today()),
    }
    return render(request, "instruments/round.html", context)


def edit(request, key):
    asked_round = round_run(request, key)
    names = ("name", "opens_on", "closes_on", "others_see", "remind_before")
    initial = {name: getattr(asked_round, name) for name in names}
    form = RoundFactsForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            actions.change_round(
                asked_round=asked_round, values=form.cleaned_data, on=today(), by=request.actor
            )
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The changes are saved."))
            return _back(asked_round)
    context = {
        "form": form,
        "title": _("Change the round"),
        "submit": _("Save"),
        "back_url": reverse("instruments:round", args=[key]),
        "back_label": asked_round.name,
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


def _name(row: Asked) -> str:
    return str(row.person) if row.person else _("One answer for the organisation")


PEOPLE = Listing(
    key="asked",
    title=gettext_lazy("Who is asked"),
    columns=(
        Column("person", gettext_lazy("Name"), _name, sort="person__family_name"),
        Column(
            "organisation",
            gettext_lazy("Organisation"),
            lambda row: row.organisation.name_with_home,
            sort="organisation__name",
        ),
        Column("answers_as", gettext_lazy("Answers"), lambda row: row.get_answers_as_display()),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), sort="state"),
        Column("letter", gettext_lazy("Letter"), lambda row: row.get_letter_display()),
        Column("reminded_on", gettext_lazy("Reminded"), sort="reminded_on"),
    ),
    filters=AskedFilters,
    empty_title=gettext_lazy("Nobody is asked yet"),
    empty_text=gettext_lazy("Choose organisations and units on the page of the round."),
)


@require_safe
def people(request, key):
    """Who is asked, and who has not answered. That one answered is known, what is not."""
    asked_round = round_run(request, key)

    def noted(rows: list[Asked]) -> None:
        keys = [row.person_id for row in rows if row.person_id]
        trail.note_read(by=request.actor, about=asked_round, person_ids=keys)

    context = {
        "back_url": reverse("instruments:round", args=[key]),
        "back_label": asked_round.name,
        "intro": asked_round.version.instrument.name,
        "action_url": reverse("instruments:round_ask", args=[key]),
        "action_label": _("Ask more"),
    }
    find = partial(queries.asked_in, request.actor, asked_round)
    bulk = [Bulk(_("Ask them no more"), reverse("instruments:withdraw", args=[key]))]
    return PEOPLE.answer(request, find, context=context, noted=noted, bulk=bulk)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, key):
    asked_round = round_run(request, key)
    form = AskForm(sent(request), organisations=queries.organisations_to_ask(request.actor))
    if form.is_valid():
        try:
            count = _ask(request, asked_round, form.cleaned_data)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(count)s more are asked.") % {"count": count})
            return _back(asked_round, "tillfragade")
    context = {
        "form": form,
        "title": _("Ask"),
        "intro": asked_round.name,
        "submit": _("Ask them"),
        "back_url": reverse("instruments:round", args=[key]),
        "back_label": asked_round.name,
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


def _ask(request, asked_round: Round, said) -> int:
    places = list(said["organisations"])
    persons = []
    if said["who"] == "staff":
        persons = queries.staff_of(request.actor, places, on=today(), title=said["title"])
    return actions.ask(
        asked_round=asked_round,
        persons=persons,
        organisations=places if said["who"] == "organisation" else [],
        on=today(),
        by=request.actor,
    )


def _site(request) -> str:
    return request.build_absolute_uri("/")


@require_POST
def send(request, key):
    """The link by mail to all who have an address and no letter yet."""
    count = actions.send_links(
        asked_round=round_run(request, key), site=_site(request), on=today(), by=request.actor
    )
    return _told(request, key, count)


@require_POST
def remind(request, key):
    count = actions.remind(
        asked_round=round_run(request, key), site=_site(request), on=today(), by=request.actor
    )
    return _told(request, key, count)


def _told(request, key, count: int):
    if count:
        messages.success(request, _("%(count)s letters leave now.") % {"count": count})
    else:
        messages.info(request, _("There is nobody with an e-mail address to write to now."))
    return redirect("instruments:round", key)


@require_POST
def close(request, key):
    asked_round = round_run(request, key)
    actions.close_round(asked_round=asked_round, on=today(), by=request.actor)
    undo = "" if asked_round.is_anonymous else reverse("instruments:round_reopen", args=[key])
    messages.success(request, _("The round is closed."), extra_tags=undo)
    return _back(asked_round)


@require_POST
def reopen(request, key):
    asked_round = round_run(request, key)
    try:
        actions.reopen_round(asked_round=asked_round, on=today(), by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The round is open again."))
    return _back(asked_round)


@require_POST
def add_reader(request, key):
    asked_round = round_run(request, key)
    form = ReaderForm(request.POST, organisations=queries.organisations_to_ask(request.actor))
    if not form.is_valid():
        messages.error(request, _("Choose an organisation, a role, and what they see."))
        return _back(asked_round, "lasare")
    said = form.cleaned_data
    reader = actions.Reader(said["organisation"], said["role"], said["sees"])
    try:
        actions.add_reader(asked_round=asked_round, reader=reader, by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    return _back(asked_round, "lasare")


@require_POST
def remove_reader(request, key, number):
    asked_round = round_run(request, key)
    reader = get_object_or_404(asked_round.readers.all(), pk=number)
    actions.remove_reader(reader=reader, by=request.actor)
    messages.success(request, _("They read the round no more."))
    return _back(asked_round, "lasare")


@require_POST
def withdraw(request, key):
    """Ask those ticked no more; who has begun stays."""
    asked_round = round_run(request, key)

    def do(rows: list[Asked]) -> str:
        actions.withdraw(asked=rows, by=request.actor)
        return _("They are asked no more.")

    return PEOPLE.carry_out(
        request,
        partial(queries.asked_in, request.actor, asked_round),
        do,
        back=reverse("instruments:people", args=[key]),
        may=lambda row: row.state in (Asked.State.ASKED, Asked.State.DECLINED),
        refused=(actions.Refused,),
    )


@require_safe
def links(request, key):
    """Each link of a named round, to hand out to those who have no address."""
    asked_round = round_run(request, key)
    rows = []
    if permissions.may_hand_out_links(request.actor, asked_round):
        rows = [
            (row, request.build_absolute_uri(_answer_url(row)))
            for row in queries.asked_in(request.actor, asked_round)
            if row.state in (Asked.State.ASKED, Asked.State.BEGUN)
        ]
        keys = [row.person_id for row, _url in rows if row.person_id]
        trail.note_read(by=request.actor, about=asked_round, person_ids=keys)
    context = {"round": asked_round, "rows": rows}
    return render(request, "instruments/links.html", context)


def _answer_url(row: Asked) -> str:
    return reverse("instruments_answer:begin", args=[queries.token_of(row)])


@require_POST
def enter(request, key):
    """An answer that came on paper, of somebody who is not known: all at once, to be quick."""
    asked_round = round_run(request, key)
    form = asked_round.version.form
    code = queries.new_code()
    if asked_round.way == Round.Way.NAMED:
        messages.info(request, _("Open the link of whoever answered on paper, and write there."))
        return redirect("instruments:links", key)
    try:
        actions.begin(
            asked_round=asked_round,
            code=code,
            language=form.languages[0].code,
            on=today(),
            by=request.actor,
        )
    except actions.IsOver as refused:
        messages.error(request, str(refused))
        return _back(asked_round)
    return redirect("instruments_answer:page", code, 0)


@require_safe
def mine(request):
    """What whoever has signed in is asked."""
    rows = [(row, _answer_url(row)) for row in queries.asked_of(request.actor, on=today())]
    return render(request, "instruments/mine.html", {"rows": rows})
