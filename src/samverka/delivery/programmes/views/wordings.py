"""What a programme says of itself in other languages than Swedish."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions, queries
from samverka.delivery.programmes.forms.wordings import WordingForm
from samverka.delivery.programmes.models import FIRST
from samverka.toolkit.languages import LANGUAGES

from .fetching import changed_by, sent


def wording(request, programme_key, language):
    programme = changed_by(request, programme_key)
    if language not in LANGUAGES or language == FIRST:
        raise Http404
    told = LANGUAGES[language]
    there = queries.own_words(programme, language).wording
    form = WordingForm(
        sent(request), texts=queries.texts_of(programme), language=told, wording=there
    )
    if request.method == "POST" and form.is_valid():
        actions.set_wording(
            programme=programme, language=language, **form.facts(), by=request.actor
        )
        messages.success(request, _("Saved."))
        return redirect("programmes:background", programme_key)
    context = {"programme": programme, "language": told, "form": form}
    return render(
        request, "programmes/wording.html", context, status=422 if form.is_bound else 200
    )
