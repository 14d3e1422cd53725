"""The page behind the link of a letter: no account, in the receiver's own language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.activities.actions import Refused
from samverka.delivery.activities.queries import last_day_to_register
from samverka.delivery.invitations import actions, queries
from samverka.delivery.invitations.forms import AnswerForm
from samverka.delivery.invitations.messages import calendar_to_keep
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.invitations.saying import data_notice, facts_of, needs_question, of_page
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.calendar_file import CALENDAR_TYPE
from samverka.toolkit.clock import today
from samverka.toolkit.languages import LANGUAGES


def _language(request, addressee: Addressee | None) -> str:
    """The letter's, until whoever reads chooses another."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    if addressee is None or chosen:
        return translation.get_language()
    return addressee.language


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request, token):
    """Programs that look through letters open every link, so an answer takes a button."""
    addressee = queries.with_token(token, on=today())
    with translation.override(_language(request, addressee)):
        if addressee is None:
            return _nothing_here(request)
        form = AnswerForm(request.POST or None, is_function=addressee.person_id is None)
        if request.method == "POST" and form.is_valid():
            try:
                actions.note_answer(addressee=addressee, **form.cleaned_data, by=SYSTEM)
            except (Refused, actions.NameLacks) as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("invitations:answer", token)
        return _page(request, addressee, form, token)


def _nothing_here(request) -> HttpResponse:
    """The same for a link that never was and one that is over."""
    return render(request, "invitations/no_answer.html", status=404)


def _page(request, addressee: Addressee, form: AnswerForm, token: str) -> HttpResponse:
    said = of_page(addressee, translation.get_language(), request.build_absolute_uri("/"))
    activity = addressee.invitation.activity
    context = {
        "said": said,
        "facts": facts_of(said),
        "needs": needs_question(),
        "notice": data_notice(),
        "activity": activity,
        "addressee": addressee,
        "form": form,
        "token": token,
        "place": queries.place_taken(addressee),
        "is_open": last_day_to_register(activity) >= today() and not activity.is_cancelled,
        "text_direction": LANGUAGES[said.text_language].direction,
    }
    return render(request, "invitations/answer.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def calendar(request, token):
    """The days for one's own calendar, for those who did not get them by mail."""
    addressee = queries.with_token(token, on=today())
    if addressee is None:
        return _nothing_here(request)
    with translation.override(_language(request, addressee)):
        file = calendar_to_keep(addressee, request.build_absolute_uri("/"))
    response = HttpResponse(file, content_type=f"{CALENDAR_TYPE}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="invitation.ics"'
    return response
