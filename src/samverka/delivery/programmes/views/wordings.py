"""What a programme says of itself in other languages than Swedish."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions, queries
from samverka.delivery.programmes.forms.wordings import WordingForm
from samverka.delivery.programmes.models import FIRST
from samverka.toolkit.as_seen import mark_of
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.sent import sent

from .fetching import changed_by

# The mark of a page that was opened before anything was written.
NOT_YET = "new"


def wording(request, programme_key, language):
    programme = changed_by(request, programme_key)
    if language not in LANGUAGES or language == FIRST:
        raise Http404
    told = LANGUAGES[language]
    there = queries.own_words(programme, language).wording
    form = WordingForm(
        sent(request), texts=queries.texts_of(programme), language=told, wording=there
    )
    seen = mark_of(there) if there else NOT_YET
    now_says: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_as_seen(
                fact=there,
                seen=request.POST.get("seen", ""),
                correct=actions.set_wording,
                programme=programme,
                language=language,
                **form.facts(),
                by=request.actor,
            )
        except actions.ChangedByAnother as refused:
            form.add_error(None, str(refused))
            now_says = form.now_says(there) if there else []
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:background", programme_key)
    context = {
        "programme": programme,
        "language": told,
        "form": form,
        "seen": seen,
        "now_says": now_says,
    }
    return render(
        request, "programmes/wording.html", context, status=422 if form.is_bound else 200
    )
