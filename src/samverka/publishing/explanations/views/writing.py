"""Writing explanations: services, versions beside one another, languages, questions."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.publishing.explanations import actions, permissions, queries
from samverka.publishing.explanations.forms import (
    AskForm,
    ExplanationFilters,
    ExplanationForm,
    LanguageForm,
    QuestionsForm,
    ReviewForm,
    TextForm,
    VersionForm,
)
from samverka.publishing.explanations.models import (
    PARTS,
    Explanation,
    ExplanationText,
    ExplanationVersion,
)
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent

EXPLANATIONS = Listing(
    key="explanations",
    title=gettext_lazy("Services in plain words"),
    columns=(
        Column(
            "name",
            gettext_lazy("Service"),
            opens=lambda row: address(
                "explanations:detail", row.programme.public_key, row.public_key
            ),
            sort="name",
        ),
        Column("owner", gettext_lazy("Organisation"), value=lambda row: str(row.owner)),
        Column("published", gettext_lazy("Published versions"), is_number=True, sort="published"),
        Column("drafts", gettext_lazy("Not reviewed"), is_number=True, sort="drafts"),
    ),
    filters=ExplanationFilters,
    empty_title=gettext_lazy("No service explained yet"),
    empty_text=gettext_lazy("Begin with the text that people have now, and then write it anew."),
)


@require_safe
def explanation_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "title": _("Services in plain words"),
        "intro": _("What a service is, for whom, and how one complains; and is it understood?"),
    }
    if permissions.may_begin(request.actor, programme):
        context["action_url"] = reverse("explanations:create", args=[programme_key])
        context["action_label"] = _("Explain a service")
    find = partial(queries.explanations_of, request.actor, programme)
    return EXPLANATIONS.answer(request, find, "toolkit/list_page.html", context)


def _form_page(request, form, *, title: str, back: str, submit: str, **besides):
    context = {"form": form, "title": title, "back_url": back, "submit": submit, **besides}
    status = 422 if form.is_bound else 200
    return render(request, "explanations/form.html", context, status=status)


def create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_begin(request.actor, programme):
        raise PermissionDenied
    form = ExplanationForm(sent(request))
    if form.is_valid():
        try:
            made = actions.write_explanation(
                programme=programme, name=form.cleaned_data["name"], by=request.actor
            )
        except actions.Refused as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("explanations:text", programme_key, made.public_key, 1, "sv")
    back = reverse("explanations:list", args=[programme_key])
    return _form_page(request, form, title=_("Explain a service"), back=back, submit=_("Go on"))


def _explanation(request, programme_key: str, key: str) -> Explanation:
    found = Explanation.objects.visible_to(request.actor).select_related("programme", "owner")
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


def _written(request, programme_key: str, key: str) -> Explanation:
    found = _explanation(request, programme_key, key)
    if not permissions.may_write(request.actor, found):
        raise PermissionDenied
    return found


def _version(explanation: Explanation, number: int) -> ExplanationVersion:
    found = explanation.versions.select_related("explanation")
    return get_object_or_404(found, number=number)


@require_safe
def detail(request, programme_key, key):
    found = _explanation(request, programme_key, key)
    beside = queries.beside_one_another(found)
    context = {
        "programme": found.programme,
        "explanation": found,
        "beside": beside,
        "latest": beside[-1],
        "rows": [_row(part, beside) for part in PARTS],
        "has_questions": found.instrument_id is not None,
        "is_asked": any(one.understood for one in beside),
        "languages": LanguageForm(),
        "may_write": permissions.may_write(request.actor, found),
        "is_read": any(one.version.is_published for one in beside) and found.programme.is_public,
    }
    return render(request, "explanations/explanation.html", context)


def _row(part: str, beside: list[queries.Beside]) -> tuple[str, list[str]]:
    """A field of every version, in Swedish."""
    label = str(ExplanationText._meta.get_field(part).verbose_name).capitalize()
    return label, [getattr(one.swedish, part) if one.swedish else "" for one in beside]


@require_safe
def choose_language(request, programme_key, key, number):
    """From the language that was chosen to its page."""
    found = _written(request, programme_key, key)
    form = LanguageForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else "sv"
    return redirect("explanations:text", programme_key, found.public_key, number, language)


def text(request, programme_key, key, number, language):
    found = _written(request, programme_key, key)
    version = _version(found, number)
    if language not in LANGUAGES:
        raise Http404
    there = version.texts.filter(language=language).first()
    initial = {name: getattr(there, name) for name in actions.FACTS} if there else {}
    initial = initial or {"title": found.name if language == "sv" else ""}
    form = TextForm(sent(request), language=language, initial=initial)
    back = reverse("explanations:detail", args=[programme_key, key])
    if form.is_valid():
        try:
            actions.write_text(
                version=version, language=language, facts=form.cleaned_data, by=request.actor
            )
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is saved. It is a draft until it is reviewed."))
            return redirect(back)
    title = _("%(service)s: %(language)s") % {
        "service": found.name,
        "language": LANGUAGES[language].endonym,
    }
    intro = _("Short sentences, everyday words, “you”. One thing at a time.")
    return _form_page(request, form, title=title, back=back, submit=_("Save"), intro=intro)


def review(request, programme_key, key, number, language):
    found = _written(request, programme_key, key)
    version = _version(found, number)
    rows = version.texts.select_related("version__explanation")
    there = get_object_or_404(rows, language=language)
    form = ReviewForm(sent(request), initial={"reviewed_as": there.reviewed_as})
    back = reverse("explanations:detail", args=[programme_key, key])
    if form.is_valid():
        actions.review(text=there, on=today(), by=request.actor, **form.cleaned_data)
        messages.success(request, _("It is reviewed."))
        return redirect(back)
    title = _("Reviewed: %(language)s") % {"language": there.language_name}
    return _form_page(request, form, title=title, back=back, submit=_("It is reviewed"))


def begin_version(request, programme_key, key):
    found = _written(request, programme_key, key)
    form = VersionForm(sent(request))
    back = reverse("explanations:detail", args=[programme_key, key])
    if form.is_valid():
        made = actions.begin_version(
            explanation=found, note=form.cleaned_data["note"], by=request.actor
        )
        return redirect("explanations:text", programme_key, key, made.number, "sv")
    return _form_page(request, form, title=_("Begin a new version"), back=back, submit=_("Begin"))


def _do(request, programme_key: str, key: str, do, said: str, undo: str = ""):
    """One action; what it refuses is told on the page of the explanation."""
    try:
        do()
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect("explanations:detail", programme_key, key)


@require_POST
def publish(request, programme_key, key, number):
    found = _written(request, programme_key, key)
    do = partial(actions.publish, version=_version(found, number), on=today(), by=request.actor)
    undo = reverse("explanations:withdraw", args=[programme_key, key, number])
    return _do(request, programme_key, key, do, _("Anybody can read it now."), undo)


@require_POST
def withdraw(request, programme_key, key, number):
    found = _written(request, programme_key, key)
    do = partial(actions.withdraw, version=_version(found, number), by=request.actor)
    return _do(request, programme_key, key, do, _("Nobody outside reads it now."))


def questions(request, programme_key, key):
    found = _written(request, programme_key, key)
    form = QuestionsForm(sent(request), languages=queries.languages_of(found))
    back = reverse("explanations:detail", args=[programme_key, key])
    if form.is_valid():
        try:
            actions.write_questions(
                explanation=found, questions=form.questions, on=today(), by=request.actor
            )
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Now people can be asked about a version."))
            return redirect(back)
    return _form_page(
        request,
        form,
        title=_("Questions on what was said"),
        back=back,
        submit=_("Save the questions"),
        intro=_("What should somebody know who has read it? The key stays with us."),
    )


def ask(request, programme_key, key, number):
    found = _written(request, programme_key, key)
    form = AskForm(sent(request))
    back = reverse("explanations:detail", args=[programme_key, key])
    if form.is_valid():
        try:
            actions.ask(
                version=_version(found, number),
                closes_on=form.cleaned_data["closes_on"],
                on=today(),
                by=request.actor,
            )
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Hand out the link to those who have read it."))
            return redirect(back)
    title = _("Ask about version %(number)s") % {"number": number}
    return _form_page(request, form, title=title, back=back, submit=_("Begin to ask"))
