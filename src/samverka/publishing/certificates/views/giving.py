"""Who came, and giving certificates to them: of an activity, or of a series."""

import io
import zipfile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.delivery.activities.models import Activity
from samverka.delivery.series.models import ActivitySeries
from samverka.foundation.audit import trail
from samverka.publishing.certificates import actions, queries
from samverka.publishing.certificates.forms import GiveForm
from samverka.publishing.certificates.models import Giving
from samverka.publishing.certificates.permissions import may_give
from samverka.publishing.certificates.problems import CertificateProblem
from samverka.publishing.certificates.subject import Subject, subject_of
from samverka.toolkit.clock import local_now, today


def _of_activity(request, key: str) -> Subject:
    seen = Activity.objects.visible_to(request.actor).select_related("programme", "organiser")
    return _to_give(request, Subject(get_object_or_404(seen, public_key=key)))


def _of_series(request, key: str) -> Subject:
    seen = ActivitySeries.objects.visible_to(request.actor).select_related("programme")
    return _to_give(request, Subject(get_object_or_404(seen, public_key=key)))


def _to_give(request, subject: Subject) -> Subject:
    if not may_give(request.actor, subject):
        raise PermissionDenied
    return subject


@require_http_methods(["GET", "POST"])
def of_activity(request, key):
    subject = _of_activity(request, key)
    back = reverse("activities:detail", args=[key])
    files = reverse("certificates:files_of_activity", args=[key])
    return _who_came(request, subject, back=back, files=files)


@require_http_methods(["GET", "POST"])
def of_series(request, key):
    subject = _of_series(request, key)
    back = reverse("series:detail", args=[subject.programme.public_key, key])
    files = reverse("certificates:files_of_series", args=[key])
    return _who_came(request, subject, back=back, files=files)


def _who_came(request, subject: Subject, *, back: str, files: str):
    form = GiveForm(request.POST) if request.method == "POST" else GiveForm()
    if form.is_bound and form.is_valid():
        try:
            giving = actions.give_many(
                subject=subject,
                persons=form.chosen,
                language=form.cleaned_data["language"],
                site=request.build_absolute_uri("/"),
                on=today(),
                by=request.actor,
            )
        except CertificateProblem as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("certificates:giving", giving.public_key)
    came = queries.who_came(request.actor, subject, on=today())
    trail.note_read(
        by=request.actor,
        about=subject.about,
        person_ids=[line.person.pk for line in came.lines],
    )
    context = {
        "subject": subject,
        "came": came,
        "form": form,
        "given": sum(line.is_given for line in came.lines),
        "has_been": subject.has_been(at=local_now()),
        "latest": queries.latest_giving(request.actor, subject),
        "back_url": back,
        "files_url": files,
    }
    failed = 422 if form.errors else 200
    return render(request, "certificates/who_came.html", context, status=failed)


@require_safe
def files_of_activity(request, key):
    return _all_files(request, _of_activity(request, key))


@require_safe
def files_of_series(request, key):
    return _all_files(request, _of_series(request, key))


def _all_files(request, subject: Subject):
    """Those that hold, in one ZIP; those with protected identity are fetched one by one."""
    rows = list(queries.given_of(request.actor, subject).defer(None))
    if not rows:
        messages.error(request, _("No certificate is given yet."))
        key = subject.about.public_key
        where = "of_activity" if isinstance(subject.about, Activity) else "of_series"
        return redirect(f"certificates:{where}", key)
    trail.note_read(
        by=request.actor, about=subject.about, person_ids=[row.person_id for row in rows]
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for row in rows:
            archive.writestr(f"{row.number}.pdf", row.opened())
    headers = {"Content-Disposition": f'attachment; filename="{subject.about.public_key}.zip"'}
    return HttpResponse(kept.getvalue(), content_type="application/zip", headers=headers)


def _giving(request, key: str) -> Giving:
    seen = Giving.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("activity", "series"), public_key=key)


def _standing(giving: Giving) -> dict:
    return {
        "giving": giving,
        "subject": subject_of(giving),
        "progress": queries.progress(giving),
        "is_under_way": queries.is_under_way(giving),
        "has_stopped": queries.has_stopped(giving),
    }


@require_safe
def giving(request, key):
    return render(request, "certificates/giving.html", _standing(_giving(request, key)))


@require_safe
def progress(request, key):
    """How far it has come; when it is done, the page is asked for anew."""
    context = _standing(_giving(request, key))
    if not context["is_under_way"]:
        return HttpResponseClientRefresh()
    return render(request, "certificates/parts/progress.html", context)
