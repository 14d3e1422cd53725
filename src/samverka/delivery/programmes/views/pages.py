from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.programmes import actions, queries
from samverka.delivery.programmes.forms import CarryOverForm, DecisionForm
from samverka.toolkit.sent import sent

from .fetching import changed_by


@require_safe
def goals(request, programme_key):
    programme = changed_by(request, programme_key)
    context = {"programme": programme, "goals": queries.goal_tree(programme)}
    return render(request, "programmes/goals.html", context)


@require_safe
def funds(request, programme_key):
    programme = changed_by(request, programme_key)
    context = {"programme": programme, "funds": queries.funds_with_rules(programme)}
    return render(request, "programmes/funds.html", context)


@require_safe
def phases(request, programme_key):
    programme = changed_by(request, programme_key)
    context = {"programme": programme, "phases": queries.phases_of(programme)}
    return render(request, "programmes/phases.html", context)


@require_safe
def work(request, programme_key):
    programme = changed_by(request, programme_key)
    context = {
        "programme": programme,
        "matrix": queries.work_matrix(programme),
        "fields": queries.fields_of(programme),
    }
    return render(request, "programmes/work.html", context)


@require_safe
def background(request, programme_key):
    programme = changed_by(request, programme_key)
    context = {
        "programme": programme,
        "links": queries.earlier_of(programme),
        "findings": queries.findings_of(programme),
        "to_carry_over": queries.findings_before(programme).exists(),
        "pre_study": queries.pre_study_of(programme),
        "wordings": queries.wordings_of(programme),
        "open_points": queries.open_points_of(programme),
    }
    return render(request, "programmes/background.html", context)


def carry_over(request, programme_key):
    programme = changed_by(request, programme_key)
    found = queries.findings_before(programme)
    form = CarryOverForm(sent(request), found=found)
    if request.method == "POST" and form.is_valid():
        actions.carry_over(
            programme=programme, findings=form.cleaned_data["findings"], by=request.actor
        )
        messages.success(request, _("Taken up as starting points."))
        return redirect("programmes:background", programme_key)
    context = {"programme": programme, "form": form, "found": found}
    status = 422 if form.is_bound else 200
    return render(request, "programmes/carry_over.html", context, status=status)


def decide(request, programme_key):
    programme = changed_by(request, programme_key)
    pre_study = queries.pre_study_of(programme)
    if pre_study is None:
        raise Http404
    # A row of its own, since the form writes what is typed into it.
    form = DecisionForm(sent(request), instance=queries.pre_study_of(programme))
    if request.method == "POST" and form.is_valid():
        try:
            project = actions.decide_pre_study(
                pre_study=pre_study, **form.cleaned_data, by=request.actor
            )
        except actions.HasNoRecommendation as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The decision is noted."))
            to = project or programme
            return redirect("programmes:background", to.public_key)
    context = {"programme": programme, "form": form, "pre_study": pre_study}
    status = 422 if form.is_bound else 200
    return render(request, "programmes/decide.html", context, status=status)
