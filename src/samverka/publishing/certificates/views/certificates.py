"""One certificate: fetched, corrected, revoked; and one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.publishing.certificates import actions, queries
from samverka.publishing.certificates.forms import LanguageForm, RevokeForm
from samverka.publishing.certificates.models import AttendanceCertificate
from samverka.publishing.certificates.permissions import may_end
from samverka.publishing.certificates.problems import CertificateProblem, HasEnded
from samverka.publishing.certificates.said import read
from samverka.publishing.certificates.subject import subject_of
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.sent import sent


def _certificate(request, key: str) -> AttendanceCertificate:
    seen = AttendanceCertificate.objects.visible_to(request.actor)
    related = seen.select_related("person", "activity", "series", "giver", "replaced_by")
    return get_object_or_404(related, public_key=key)


def _to_end(request, key: str) -> AttendanceCertificate:
    found = _certificate(request, key)
    if not may_end(request.actor, found):
        raise PermissionDenied
    return found


@require_safe
def mine(request):
    return render(request, "certificates/mine.html", {"shown": queries.own(request.actor)})


@require_safe
def detail(request, key):
    row = _certificate(request, key)
    trail.note_read(by=request.actor, about=row, person_ids=[row.person_id])
    context = {
        "row": row,
        "said": read(row),
        "subject": subject_of(row),
        "is_mine": row.person.user_id == request.actor.user_id,
        "may_end": may_end(request.actor, row) and row.is_in_force,
        "form": LanguageForm(initial={"language": row.language}),
    }
    return render(request, "certificates/detail.html", context)


@require_safe
def file(request, key):
    """The file as it was given, byte for byte."""
    row = _certificate(request, key)
    trail.note_read(by=request.actor, about=row, person_ids=[row.person_id])
    headers = {"Content-Disposition": f'attachment; filename="{row.number}.pdf"'}
    return HttpResponse(row.opened(), content_type=PDF_TYPE, headers=headers)


@require_POST
def correct(request, key):
    row = _to_end(request, key)
    form = LanguageForm(request.POST)
    language = form.cleaned_data["language"] if form.is_valid() else row.language
    try:
        made = actions.correct(
            certificate=row,
            language=language,
            site=request.build_absolute_uri("/"),
            on=today(),
            by=request.actor,
        )
    except CertificateProblem as refused:
        messages.error(request, str(refused))
        return redirect("certificates:detail", key)
    done = _("A new certificate is given. The page of the one before says that it is replaced.")
    messages.success(request, done)
    return redirect("certificates:detail", made.public_key)


@require_http_methods(["GET", "POST"])
def revoke(request, key):
    row = _to_end(request, key)
    form = RevokeForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.revoke(
                certificate=row, why=form.cleaned_data["why"], on=today(), by=request.actor
            )
        except HasEnded as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("It is revoked, and its page says so."))
        return redirect("certificates:detail", key)
    context = {"row": row, "said": read(row), "form": form}
    failed = 422 if form.errors else 200
    return render(request, "certificates/revoke.html", context, status=failed)
