"""The sentences that households read, in languages that somebody has to read and approve."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.guidance.matching import permissions, sentences
from samverka.guidance.matching.actions import texts as actions
from samverka.guidance.matching.forms.texts import ApproveForm, SentenceForm
from samverka.guidance.matching.queries import texts as queries
from samverka.toolkit.clock import today
from samverka.toolkit.languages import LANGUAGES, Language
from samverka.toolkit.sent import sent

from .showing import status_of

APPROVED = "household_sentences"


def _language(request, code: str) -> Language:
    if not permissions.may_give_words(request.actor):
        raise PermissionDenied
    if code not in sentences.to_translate():
        raise Http404
    return LANGUAGES[code]


def _sentence(request, code: str, key: str) -> tuple[Language, queries.Sentence]:
    language = _language(request, code)
    if key not in sentences.in_file(sentences.FIRST):
        raise Http404
    return language, queries.sentence_of(key, code)


@require_safe
def languages(request):
    """How far each language is."""
    if not permissions.may_give_words(request.actor):
        raise PermissionDenied
    return render(request, "matching/sentence_languages.html", {"rows": queries.languages()})


def in_language(request, language):
    """Each sentence beside its Swedish, and the ticks of whoever has read it."""
    told = _language(request, language)
    form = ApproveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            keys = actions.approve(
                language=language, read=form.cleaned_data["read"], on=today(), by=request.actor
            )
        except (actions.ChangedMeanwhile, actions.WroteItOneself) as refused:
            form.add_error(None, str(refused))
        else:
            return _approved(request, told, keys)
    rows = queries.sentences_of(language)
    facts = {
        "language": told,
        "rows": rows,
        "form": form,
        "ticked": set(form["read"].value() or ()),
        "reader": request.actor.user_id,
        "waiting": sum(bool(one.text) and not one.is_approved for one in rows),
        "lacking": sum(not one.text for one in rows),
        "is_read": all(one.is_approved for one in rows),
    }
    return render(request, "matching/sentences.html", facts, status=status_of(request))


def _approved(request, language: Language, keys: list[str]):
    undo_name = "household_sentences:undo_approval"
    token = request.deeds.keep(APPROVED, undo_name, keys)
    said = ngettext(
        "%(count)s sentence in %(language)s is approved.",
        "%(count)s sentences in %(language)s are approved.",
        len(keys),
    )
    undo = reverse(undo_name, args=[language.code, token])
    messages.success(
        request, said % {"count": len(keys), "language": language.endonym}, extra_tags=undo
    )
    return redirect("household_sentences:language", language.code)


@require_POST
def undo_approval(request, language, token):
    """Those that were approved at once wait again."""
    _language(request, language)
    keys = request.deeds.take(token)
    count = actions.approve_no_more(language=language, keys=keys, by=request.actor)
    said = ngettext("%(count)s sentence waits again.", "%(count)s sentences wait again.", count)
    messages.info(request, said % {"count": count})
    return redirect("household_sentences:language", language)


def write(request, language, key):
    """One sentence: the Swedish, the English, and a field."""
    told, one = _sentence(request, language, key)
    form = SentenceForm(sent(request), language=told, initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_sentence(
                key=key, language=language, text=form.cleaned_data["text"], by=request.actor
            )
        except actions.OtherPlaceholders as refused:
            form.add_error("text", str(refused))
        else:
            undo = reverse("household_sentences:as_before", args=[language, key])
            said = _("Saved. Now somebody else who knows the language reads and approves it.")
            messages.success(request, said, extra_tags=undo if one.text else "")
            return redirect("household_sentences:language", language)
    facts = {
        "language": told,
        "one": one,
        "english": sentences.in_file("en")[key],
        "form": form,
    }
    return render(request, "matching/sentence.html", facts, status=status_of(request))


@require_POST
def as_before(request, language, key):
    _sentence(request, language, key)
    try:
        actions.take_back_text(key=key, language=language, by=request.actor)
    except actions.NothingBefore as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The text is as it was before. It waits to be approved."))
    return redirect("household_sentences:language", language)


@require_POST
def approve_no_more(request, language, key):
    _sentence(request, language, key)
    actions.approve_no_more(language=language, keys=[key], by=request.actor)
    messages.success(request, _("The sentence waits again. Households do not read it."))
    return redirect("household_sentences:language", language)
