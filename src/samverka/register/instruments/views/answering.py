"""Answering by a link: page by page or all at once, saved as one goes, in one language or two."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.engine.forms.answering import Settled, settle
from samverka.engine.forms.definition import Form, Item, Kind
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.instruments import actions, queries
from samverka.register.instruments.answer_faults import by_item
from samverka.register.instruments.files import ACCEPTED, NotTaken, read_file, too_large
from samverka.register.instruments.limits import HOUR, may_begin, may_save, may_send_file
from samverka.register.instruments.models import Response
from samverka.register.instruments.queries import Opened, answers_in
from samverka.register.instruments.reading import read_answers
from samverka.register.instruments.showing import ANSWER, Page, Sheet, pages_of
from samverka.toolkit.clock import today
from samverka.toolkit.from_outside import sender_of
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.uploads import is_too_large

# All pages at once stand under the number that none of them has.
WHOLE = 0
OPEN = login_not_required


def _nothing_here(request) -> HttpResponse:
    """The same for a link that never was, one that is used, and a round that is over."""
    return render(request, "instruments/nothing_here.html", status=404)


def _opened(code: str) -> Opened | None:
    """What may be answered now by the link."""
    found = queries.opened(code)
    if found is None or not found.round.is_open(today()):
        return None
    if found.asked and found.asked.state == found.asked.State.DONE:
        return None
    return found


def _language(request, form: Form, response=None) -> str:
    """What was chosen, else what the page is in, else the form's own."""
    codes = [known.code for known in form.languages]
    asked = request.POST.get("language") or request.GET.get("language", "")
    begun = response.language if response else ""
    for code in (asked, begun, translation.get_language() or ""):
        if code in codes:
            return code
    return codes[0]


def _beside(request, form: Form, language: str) -> str:
    """A second language beside the first, for two who fill it in together."""
    asked = request.POST.get("beside") or request.GET.get("beside", "")
    codes = {known.code for known in form.languages} - {language}
    return asked if asked in codes else ""


def _words_of(language: str):
    """The page's own words in the language of the questions, where we have them."""
    return translation.override(language if language in LANGUAGES else translation.get_language())


@OPEN
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request, key):
    """A round that anybody answers who has the link, and goes on with by a link of their own."""
    asked_round = queries.round_by_link(key)
    if asked_round is None or not asked_round.is_open(today()):
        return _nothing_here(request)
    return _start(request, Opened(asked_round, None, None, ""))


@OPEN
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, code):
    """Who asks, what for, who reads; then the questions."""
    found = _opened(code)
    return _start(request, found) if found else _nothing_here(request)


def _start(request, found: Opened) -> HttpResponse:
    form = found.round.version.form
    language = _language(request, form, found.response)
    if request.method == "POST":
        if request.POST.get("website"):
            return redirect("instruments_answer:thanks")
        if request.POST.get("deed") == "decline" and found.asked:
            actions.decline(asked=found.asked, by=SYSTEM)
            return redirect("instruments_answer:thanks")
        if not may_begin(sender_of(request), found.round.public_key):
            return _too_many(request)
        return _begin(request, found, language, _beside(request, form, language))
    with _words_of(language):
        context = {
            "found": found,
            "round": found.round,
            "instrument": found.round.version.instrument,
            "title": Sheet(form, [language]).say(form.title),
            "readers": found.round.readers.select_related("organisation"),
            "languages": form.languages,
            "language": language,
            "number_of_pages": len(pages_of(form, [language])),
        }
        return render(request, "instruments/begin.html", context)


def _too_many(request) -> HttpResponse:
    response = render(request, "instruments/too_many.html", status=429)
    response.headers["Retry-After"] = str(HOUR)
    return response


def _begin(request, found: Opened, language: str, beside: str) -> HttpResponse:
    code = found.code or queries.new_code()
    try:
        response = actions.begin(
            asked_round=found.round,
            asked=found.asked,
            code=code,
            language=language,
            on=today(),
            by=SYSTEM,
        )
    except actions.IsOver:
        return _nothing_here(request)
    page = WHOLE if request.POST.get("how") == "whole" else max(response.page, 1)
    return redirect(_url(code, page, beside))


def _url(code: str, page: int, beside: str = "") -> str:
    url = reverse("instruments_answer:page", args=[code, page])
    return f"{url}?beside={beside}" if beside else url


@OPEN
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, code, number):
    """One page of questions, or all: what is sent is saved, whatever is wrong with it."""
    found = _opened(code)
    if found is None:
        return _nothing_here(request)
    if found.response is None:
        return redirect("instruments_answer:begin", code)
    filling = Filling(request, found, found.response, number)
    if not filling.here:
        return _nothing_here(request)
    if request.method == "POST":
        return filling.take()
    with _words_of(filling.language):
        return filling.show()


class Filling:
    """One request for a page of questions."""

    def __init__(self, request, found: Opened, response: Response, number: int):
        self.request, self.code = request, found.code
        self.round, self.asked, self.response = found.round, found.asked, response
        response.round = found.round
        self.form = found.round.version.form
        self.language = _language(request, self.form, response)
        self.beside = _beside(request, self.form, self.language)
        languages = [self.language, *([self.beside] if self.beside else [])]
        self.languages = languages
        self.pages = pages_of(self.form, languages)
        self.number = number
        self.here = [one for one in self.pages if number in (one.number, WHOLE)]
        self.answers: dict[str, Any] = answers_in(response)

    # --- Taking ---------------------------------------------------------------------------------

    def take(self) -> HttpResponse:
        is_quiet = "quiet" in self.request.POST
        if not may_save(sender_of(self.request)):
            return JsonResponse({}, status=429) if is_quiet else _too_many(self.request)
        seen = self.visible(self.settled())
        given: dict[str, Any] = {}
        for one in self.here:
            given |= read_answers(one.items, self.request.POST)
        try:
            actions.save_answers(
                response=self.response, answers=given, page=self.number, on=today(), by=SYSTEM
            )
        except actions.IsOver:
            return _nothing_here(self.request)
        self.answers = self.answers | given
        if is_quiet:
            return self.told()
        with _words_of(self.language):
            refused = self.take_files()
            return self.show(faults=refused) if refused else self.go_on(seen)

    def take_files(self) -> dict[str, str]:
        """Keep what files were sent on this page; answers what is wrong with others."""
        refused = {}
        for item in self.file_items():
            try:
                self._take_file(item.name)
            except NotTaken as why:
                refused[item.name] = str(why)
        if is_too_large(self.request):
            # Which of them it was is not known any more.
            return {item.name: too_large() for item in self.file_items()[:1]} | refused
        return refused

    def file_items(self) -> list[Item]:
        held = (one for page in self.here for item in page.items for one in item.walk())
        return [one for one in held if one.kind == Kind.FILE]

    def _take_file(self, name: str) -> None:
        sent = self.request.FILES.get(f"{ANSWER}.{name}")
        facts: dict[str, Any] = {"response": self.response, "item": name, "on": today()}
        if sent is not None:
            if not may_send_file(sender_of(self.request)):
                raise NotTaken(
                    _("Many files have come from here just now. Wait an hour, then send it.")
                )
            called, kind, body = read_file(sent)
            actions.keep_file(**facts, name=called, kind=kind, body=body, by=SYSTEM)
            self.answers[name] = called
        elif f"drop.{name}" in self.request.POST:
            _drop_file(facts)
            self.answers.pop(name, None)

    def told(self) -> HttpResponse:
        """What is asked now, for the page that saves itself."""
        return JsonResponse({"visible": sorted(self.visible(self.settled()))})

    def go_on(self, seen: set[str]) -> HttpResponse:
        """To where the button says; not past a fault, nor past what an answer just made asked."""
        deed, settled = self.request.POST.get("deed", "next"), self.settled()
        if "more" in self.request.POST:
            return self.one_more()
        if deed == "leave":
            return render(self.request, "instruments/left.html", self.facts())
        if deed == "back":
            return redirect(_url(self.code, max(self.number - 1, 1), self.beside))
        faults = self.faults(settled)
        new = (self.visible(settled) - seen) & self.names
        if faults or (new and deed != "send_all"):
            return self.show(settled, faults, has_new=bool(new and not faults))
        if self.number not in (WHOLE, len(self.pages)):
            return redirect(_url(self.code, self.next_page(settled), self.beside))
        return self.send(settled)

    def one_more(self) -> HttpResponse:
        """A repeat once more: saved, and shown with an empty one after those that are there."""
        name = self.request.POST["more"]
        there = self.answers.get(name)
        self.answers[name] = [*(there if isinstance(there, list) else []), {}]
        return self.show()

    def next_page(self, settled: Settled) -> int:
        """The next page on which something is asked."""
        shown = self.visible(settled)
        for one in self.pages[self.number :]:
            if (not one.section or one.section in shown) and one.names & shown:
                return one.number
        return len(self.pages)

    def send(self, settled: Settled) -> HttpResponse:
        if settled.faults:
            first = settled.faults[0].name
            at = next((one.number for one in self.pages if first in one.names), 1)
            if at != self.number and self.number != WHOLE:
                return redirect(f"{_url(self.code, at, self.beside)}#a.{first}")
            return self.show(settled, self.faults(settled))
        try:
            if self.asked and self.round.is_anonymous:
                actions.finish_unnamed(
                    response=self.response, asked=self.asked, on=today(), by=SYSTEM
                )
            else:
                _finish(self.response)
        except (actions.IsOver, actions.HasFaults):
            return _nothing_here(self.request)
        return redirect("instruments_answer:thanks")

    # --- Showing --------------------------------------------------------------------------------

    @property
    def names(self) -> set[str]:
        return set().union(*(one.names for one in self.here))

    def settled(self) -> Settled:
        return settle(self.form, self.answers, today())

    def visible(self, settled: Settled) -> set[str]:
        return {one.item.name for one in settled.shown}

    def faults(self, settled: Settled) -> dict[str, str]:
        """Of what stands on this page."""
        said = by_item(self.form, settled.faults, self.language)
        return {name: text for name, text in said.items() if name in self.names}

    def facts(self) -> dict[str, Any]:
        path = reverse("instruments_answer:begin", args=[self.code])
        return {
            "round": self.round,
            "address": self.request.build_absolute_uri(path),
            "language": self.language,
        }

    def show(
        self,
        settled: Settled | None = None,
        faults: dict[str, str] | None = None,
        *,
        has_new: bool = False,
    ) -> HttpResponse:
        settled = settled or self.settled()
        sheet = Sheet(
            self.form,
            self.languages,
            self.answers,
            self.visible(settled),
            faults or {},
            {one.item.name for one in settled.shown if one.is_required},
            queries.own_before(self.asked, self.round),
        )
        context = self.facts() | {
            "title": sheet.say(self.form.title),
            "pages": [(one, sheet.show(one.items)) for one in self._asked_pages(settled)],
            "faults": [
                (f"a.{name}", sheet.say(self._label(name))[:1], text)
                for name, text in (faults or {}).items()
            ],
            "has_new": has_new,
            "number": self.number,
            "of": len(self.pages),
            "is_last": self.number in (WHOLE, len(self.pages)),
            "is_whole": self.number == WHOLE,
            "beside": self.beside,
            "answering": True,
            "accepted": ACCEPTED,
            "has_files": bool(self.file_items()),
        }
        status = 422 if faults else 200
        return render(self.request, "instruments/page.html", context, status=status)

    def _asked_pages(self, settled: Settled) -> list[Page]:
        """All of the page asked for; of a whole form those sections that are asked now."""
        shown = self.visible(settled)
        return [
            one
            for one in self.here
            if not one.section or one.section in shown or len(self.here) == 1
        ]

    def _label(self, name: str):
        return next(item.label for item in self.form.walk() if item.name == name)


def _drop_file(facts: dict[str, Any]) -> None:
    actions.drop_file(**facts, by=SYSTEM)


def _finish(response) -> None:
    actions.finish(response=response, on=today(), by=SYSTEM)


@OPEN
@require_safe
def thanks(request):
    return render(request, "instruments/thanks.html")
