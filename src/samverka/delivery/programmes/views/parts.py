"""Every kind of fact is added, changed, taken away and put back by the same four views."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.programmes import actions, forms
from samverka.delivery.programmes.models import Fund, FundRule
from samverka.delivery.programmes.permissions import changed_funds
from samverka.delivery.programmes.queries import find
from samverka.toolkit.as_seen import in_words, mark_of
from samverka.toolkit.sent import sent

from .fetching import changed_by


@dataclass(frozen=True)
class Part:
    """A kind of fact: the form it is written on, and the page it stands on."""

    form: type[forms.PartForm]
    page: str
    # Taken away on its own page: the page it stands on is a list.
    is_listed: bool = False

    @property
    def model(self):
        return self.form._meta.model


# By the word in the address.
PARTS = {
    "deltagande": Part(forms.ParticipationForm, "programmes:partners", is_listed=True),
    "delregion": Part(forms.SubRegionForm, "programmes:partners"),
    "mal": Part(forms.GoalForm, "programmes:goals"),
    "matt": Part(forms.MeasureForm, "programmes:goals"),
    "del-av-mal": Part(forms.MeasurePartForm, "programmes:goals"),
    "finansiering": Part(forms.PayForm, "programmes:funds"),
    "finansiar": Part(forms.FundForm, "programmes:funds"),
    "regel": Part(forms.FundRuleForm, "programmes:funds"),
    "fas": Part(forms.PhaseForm, "programmes:phases"),
    "beslut": Part(forms.GateForm, "programmes:phases"),
    "kriterium": Part(forms.CriterionForm, "programmes:phases"),
    "start": Part(forms.StageStartForm, "programmes:phases"),
    "omrade": Part(forms.AreaForm, "programmes:work"),
    "ruta": Part(forms.AreaPartForm, "programmes:work"),
    "falt": Part(forms.FieldForm, "programmes:work"),
    "kontakt": Part(forms.ContactForm, "programmes:contacts", is_listed=True),
    "bemanning": Part(forms.StaffForm, "programmes:contacts"),
    "tidigare": Part(forms.LinkForm, "programmes:background"),
    "resultat": Part(forms.FindingForm, "programmes:background"),
    "forstudie": Part(forms.PreStudyForm, "programmes:background"),
    "oppen-punkt": Part(forms.OpenPointForm, "programmes:background"),
}


def _part(word: str) -> Part:
    if word not in PARTS:
        raise Http404
    return PARTS[word]


def _fact(part: Part, programme, key: str):
    try:
        return find(part.model, programme, key)
    except ObjectDoesNotExist as not_there:
        raise Http404 from not_there


def _is_others_too(request, fact) -> bool:
    """Whether it is a fund, or a rule of one, that pays for others too; then it stays."""
    fund = fact.fund if isinstance(fact, FundRule) else fact
    if not isinstance(fund, Fund) or changed_funds(request.actor).filter(pk=fund.pk).exists():
        return False
    messages.error(
        request,
        _(
            "“%(fund)s” pays for programmes of others too, so its rules are not changed here. "
            "Ask those who lead them, or whoever keeps Samverka in the region."
        )
        % {"fund": fund},
    )
    return True


def add(request, programme_key, part):
    programme = changed_by(request, programme_key)
    kind = _part(part)
    initial = {name: value for name, value in request.GET.items() if name in _names(kind)}
    form = kind.form(sent(request), programme=programme, actor=request.actor, initial=initial)
    return _answer(request, programme, kind, form)


def _names(kind: Part) -> list[str]:
    return list(kind.form.base_fields)


def change(request, programme_key, part, key):
    programme = changed_by(request, programme_key)
    kind = _part(part)
    fact = _fact(kind, programme, key)
    if _is_others_too(request, fact):
        return redirect(kind.page, programme_key)
    seen = mark_of(fact)
    form = kind.form(sent(request), programme=programme, actor=request.actor, instance=fact)
    return _answer(request, programme, kind, form, fact, seen)


def _answer(request, programme, kind: Part, form, fact=None, seen=""):
    now_says = []
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, form, fact)
        except actions.ChangedByAnother as refused:
            form.add_error(None, str(refused))
            now_says = _now_says(kind, form, _again(kind, programme, request.actor, fact))
        else:
            messages.success(request, _("Saved."))
            if "another" in request.POST:
                return redirect(request.get_full_path())
            return redirect(kind.page, programme.public_key)
    context = {
        "form": form,
        "programme": programme,
        "thing": kind.form.thing,
        "seen": seen,
        "now_says": now_says,
        "asks_for_more": form.instance.pk is None and not form.is_alone,
        "back_url": reverse(kind.page, args=[programme.public_key]),
        "remove_url": _removed_at(request) if fact and kind.is_listed else "",
    }
    status = 422 if form.is_bound else 200
    return render(request, "programmes/part.html", context, status=status)


def _removed_at(request) -> str:
    return reverse("programmes:remove_part", kwargs=request.resolver_match.kwargs)


def _save(request, form, fact) -> None:
    if fact is None:
        form.action(**form.facts(), by=request.actor)
        return
    actions.correct_as_seen(
        fact=fact,
        seen=request.POST.get("seen", ""),
        correct=form.action,
        **form.facts(),
        by=request.actor,
    )


def _again(kind: Part, programme, actor, fact):
    """The form as it opens now: judging what was sent has written it into the fact."""
    fact = kind.model._default_manager.get(pk=fact.pk)
    return kind.form(None, programme=programme, actor=actor, instance=fact)


def _now_says(kind: Part, form, now) -> list[tuple[str, str]]:
    """What the fact says now where somebody wrote something else: label and value."""
    return [
        (str(field.label), in_words(now[field.name]))
        for field in form.visible_fields()
        if in_words(field) != in_words(now[field.name])
    ]


@require_POST
def remove(request, programme_key, part, key):
    programme = changed_by(request, programme_key)
    kind = _part(part)
    fact = _fact(kind, programme, key)
    if _is_others_too(request, fact):
        return redirect(kind.page, programme_key)
    try:
        kept = actions.remove_fact(fact=fact, by=request.actor)
    except actions.CANNOT_GO as refused:
        messages.error(request, str(refused))
        return redirect(kind.page, programme_key)
    token = request.deeds.keep("programmes.facts", "programmes:restore", [kind.page, kept])
    undo = reverse("programmes:restore", args=[programme_key, token])
    messages.success(request, _("Taken away."), extra_tags=undo)
    return redirect(kind.page, programme_key)


@require_POST
def restore(request, programme_key, token):
    programme = changed_by(request, programme_key)
    told = request.deeds.take(token)
    if not told:
        raise Http404
    page, kept = told
    try:
        actions.restore_facts(programme=programme, kept=kept, by=request.actor)
    except actions.ChangedSince as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Put back."))
    return redirect(page, programme_key)
