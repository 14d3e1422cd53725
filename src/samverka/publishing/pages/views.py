from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.programmes.models import FIRST, Programme
from samverka.delivery.programmes.queries import own_words
from samverka.delivery.questions.actions import ask
from samverka.foundation.accounts.actor import SYSTEM
from samverka.publishing.explanations.queries import published
from samverka.publishing.materials import fetching
from samverka.publishing.materials import queries as material_queries
from samverka.publishing.materials.models import Material
from samverka.publishing.newsletters import queries as newsletter_queries
from samverka.publishing.newsletters.actions import confirm, stop, subscribe
from samverka.publishing.newsletters.models import Issue, IssueText
from samverka.toolkit.clock import now, today
from samverka.toolkit.from_outside import HOUR, sender_of
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.signs import readable
from samverka.toolkit.texts import whole_day

from . import queries
from .forms import LetterForm, SubscribeForm
from .limits import may_be_asked, may_subscribe, may_write
from .notices import notices

DAYS_SHOWN = 12
ISSUES_SHOWN = 3
ARCHIVE_SHOWN = 100


@login_not_required
@require_safe
def programmes(request):
    context = {"programmes": queries.public_programmes(), "are_explained": published().exists()}
    return render(request, "pages/programmes.html", context)


def _programme(slug: str) -> Programme:
    return get_object_or_404(queries.public_programmes(), slug=slug)


@login_not_required
@require_safe
def programme(request, slug: str):
    shown = _programme(slug)
    words = own_words(shown, translation.get_language())
    context = {
        "programme": shown,
        "words": words,
        "partners": queries.partners_of(shown, on=today()),
        "goals": [
            (goal, words.of(f"goal {goal.number}", goal.title)) for goal in queries.goals_of(shown)
        ],
        "funds": queries.funds_of(shown),
        "contacts": queries.contacts_of(shown, on=today()),
        "days": queries.coming_days(shown, on=today())[:DAYS_SHOWN],
        "materials": material_queries.open_material(shown),
        "issues": _headed(shown, ISSUES_SHOWN),
    }
    return render(request, "pages/programme.html", context)


@login_not_required
@require_safe
def news(request, slug: str):
    """RSS 2.0 of the programme's activities and newsletters."""
    shown = _programme(slug)
    here = request.build_absolute_uri(reverse("pages:programme", args=[slug]))
    feed = Rss201rev2Feed(
        title=readable(shown.name),
        link=here,
        description=readable(shown.summary or shown.name),
        language="sv",
        feed_url=request.build_absolute_uri(),
    )
    # What programmes say of themselves is Swedish, and so are the days beside it.
    with translation.override(FIRST):
        items = [*_activities_told(shown, here), *_issues_told(request, shown)]
    for item in sorted(items, key=lambda item: item["pubdate"], reverse=True):
        feed.add_item(**item, unique_id_is_permalink=False)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml")


def _activities_told(shown: Programme, here: str) -> list[dict]:
    told = []
    for activity in queries.news_of(shown):
        when = whole_day(activity.first_day) if activity.first_day else ""
        parts = filter(None, [when, activity.place, activity.description])
        told.append(
            {
                "title": readable(activity.title),
                "link": here,
                "description": readable(". ".join(parts)),
                "pubdate": activity.created_at,
                "unique_id": f"{here}#{activity.public_key}",
            }
        )
    return told


def _issues_told(request, shown: Programme) -> list[dict]:
    told = []
    for issue, written in _headed(shown, queries.MOST_NEWS):
        keys = [shown.slug, issue.public_key]
        url = request.build_absolute_uri(reverse("pages:newsletter_issue", args=keys))
        told.append(
            {
                "title": readable(written.heading),
                "link": url,
                "description": readable(written.text),
                "pubdate": issue.begun_at,
                "unique_id": url,
            }
        )
    return told


def _headed(shown: Programme, at_most: int) -> list[tuple[Issue, IssueText]]:
    """Newsletters that have left, with what they say in the language that is on."""
    language = translation.get_language()
    found = newsletter_queries.archive_of(shown)[:at_most]
    return [(issue, newsletter_queries.text_in(issue, language)) for issue in found]


@login_not_required
@require_http_methods(["GET", "POST"])
def letter(request, slug: str, key: str):
    """Write to a function: its address is shown to nobody, and the letter becomes a question."""
    shown = _programme(slug)
    contact = get_object_or_404(queries.contacts_of(shown, on=today()), public_key=key)
    form = LetterForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("pages:sent", slug)
        if may_write(sender_of(request), key, at=now()):
            ask(
                programme=shown,
                contact=contact,
                site=request.build_absolute_uri("/"),
                on=today(),
                by=SYSTEM,
                **form.letter(),
            )
            return redirect("pages:sent", slug)
        status = _too_many(form)
    context = {"programme": shown, "contact": contact, "form": form}
    return _form_page(request, "pages/letter.html", context, status)


def _too_many(form) -> int:
    form.add_error(
        None, _("Many messages have been sent just now. Wait an hour, then send it again.")
    )
    return 429


def _form_page(request, template: str, context: dict, status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


@login_not_required
@require_safe
def sent(request, slug: str):
    return render(request, "pages/sent.html", {"programme": _programme(slug)})


@login_not_required
@require_http_methods(["GET", "POST"])
def newsletter(request, slug: str):
    """The newsletters that have left, and a form that asks for the coming ones.

    The answer is the same whether or not the address was there before.
    """
    shown = _programme(slug)
    form = SubscribeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("pages:newsletter_asked", slug)
        if may_subscribe(sender_of(request), at=now()):
            address = form.cleaned_data["email"]
            if may_be_asked(address, at=now()):
                subscribe(
                    programme=shown,
                    address=address,
                    language=translation.get_language(),
                    site=request.build_absolute_uri("/"),
                    by=SYSTEM,
                )
            return redirect("pages:newsletter_asked", slug)
        status = _too_many(form)
    context = {"programme": shown, "form": form, "issues": _headed(shown, ARCHIVE_SHOWN)}
    return _form_page(request, "pages/newsletter.html", context, status)


@login_not_required
@require_safe
def newsletter_asked(request, slug: str):
    return render(request, "pages/newsletter_asked.html", {"programme": _programme(slug)})


@login_not_required
@require_safe
def newsletter_issue(request, slug: str, key: str):
    """A newsletter as it was sent."""
    shown = _programme(slug)
    issue = get_object_or_404(newsletter_queries.archive_of(shown), public_key=key)
    written = newsletter_queries.text_in(issue, translation.get_language())
    context = {
        "programme": shown,
        "issue": issue,
        "written": written,
        "language": LANGUAGES[written.language],
        "heaps": newsletter_queries.heaps_of(issue),
    }
    return render(request, "pages/newsletter_issue.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_letters(request, secret: str):
    """Programs that look through letters open every link, so it takes a button."""
    subscriber = newsletter_queries.with_secret(secret)
    if request.method == "POST" and subscriber is not None:
        confirm(subscriber=subscriber, by=SYSTEM)
    context = {"subscriber": subscriber, "is_done": request.method == "POST"}
    status = 404 if subscriber is None else 200
    return render(request, "pages/newsletter_confirm.html", context, status=status)


@login_not_required
@never_cache
# A letter's reader sends it with no page open (RFC 8058); nobody else knows the address.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop_letters(request, secret: str):
    """Stop the letters with one press, also when it was done before."""
    subscriber = newsletter_queries.with_secret(secret)
    if request.method == "POST" and subscriber is not None:
        stop(subscriber=subscriber, by=SYSTEM)
    is_done = request.method == "POST" or subscriber is None
    context = {"programme": subscriber and subscriber.programme, "is_done": is_done}
    return render(request, "pages/newsletter_stop.html", context)


@login_not_required
@require_safe
def personal_data(request):
    return render(request, "pages/personal_data.html", {"notices": notices(on=today())})


@login_not_required
@require_safe
def materials(request):
    """What anybody may fetch and use again."""
    return render(request, "pages/materials.html", {"materials": material_queries.open_material()})


def _material(key: str) -> Material:
    open_to_all = Material.objects.visible_to(None).select_related("programme")
    return get_object_or_404(open_to_all, public_key=key)


@login_not_required
@require_safe
def material(request, key: str):
    """A material with its files, its versions and its translations."""
    shown = _material(key)
    versions = list(material_queries.versions_of(shown))
    context = {
        "material": shown,
        "latest": versions[0],
        "versions": versions,
        "files": material_queries.files_of(versions[0]),
        "source": material_queries.source_of(versions[0], None),
        "translations": material_queries.translations_of(shown, None),
        "adaptations": material_queries.adaptations_of(shown, None),
    }
    return render(request, "pages/material.html", context)


@login_not_required
@require_safe
def package(request, key: str, number: int):
    version = fetching.version_of(_material(key), number)
    return fetching.package_answer(request, version, on=today(), by=None)


@login_not_required
@require_safe
def file(request, key: str, number: int, place: int):
    version = fetching.version_of(_material(key), number)
    return fetching.file_answer(request, version, place, on=today(), by=None)
