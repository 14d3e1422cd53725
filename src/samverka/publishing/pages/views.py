from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import own_words
from samverka.delivery.questions.actions import ask
from samverka.foundation.accounts.actor import SYSTEM
from samverka.publishing.materials import fetching
from samverka.publishing.materials import queries as material_queries
from samverka.publishing.materials.models import Material
from samverka.toolkit.clock import now, today
from samverka.toolkit.signs import readable
from samverka.toolkit.texts import whole_day

from . import queries
from .forms import LetterForm
from .limits import HOUR, may_write, sender_of
from .notices import notices

DAYS_SHOWN = 12


@login_not_required
@require_safe
def programmes(request):
    return render(request, "pages/programmes.html", {"programmes": queries.public_programmes()})


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
    }
    return render(request, "pages/programme.html", context)


@login_not_required
@require_safe
def news(request, slug: str):
    """RSS 2.0 of the programme's activities."""
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
    with translation.override("sv"):
        for activity in queries.news_of(shown):
            when = whole_day(activity.first_day) if activity.first_day else ""
            feed.add_item(
                title=readable(activity.title),
                link=here,
                description=readable(
                    ". ".join(filter(None, [when, activity.place, activity.description]))
                ),
                pubdate=activity.created_at,
                unique_id=f"{here}#{activity.public_key}",
                unique_id_is_permalink=False,
            )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml")


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
        status = 429
        form.add_error(
            None, _("Many messages have been sent just now. Wait an hour, then send it again.")
        )
    context = {"programme": shown, "contact": contact, "form": form}
    response = render(request, "pages/letter.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


@login_not_required
@require_safe
def sent(request, slug: str):
    return render(request, "pages/sent.html", {"programme": _programme(slug)})


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
