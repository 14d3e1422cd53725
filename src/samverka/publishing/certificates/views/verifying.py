"""The page that anybody who was shown a certificate opens by its code."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverka.publishing.certificates.forms import FileForm
from samverka.publishing.certificates.limits import may_verify
from samverka.publishing.certificates.queries import found_by
from samverka.publishing.certificates.said import read
from samverka.toolkit.clock import now
from samverka.toolkit.from_outside import HOUR, sender_of


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request, code: str):
    """What is made up, erased or not to be shown is answered alike: nothing is there."""
    if not may_verify(sender_of(request), at=now()):
        response = render(request, "certificates/too_many.html", status=429)
        response.headers["Retry-After"] = str(HOUR)
        return response
    row = found_by(code)
    if row is None:
        return render(request, "certificates/nothing_here.html", status=404)
    said = read(row)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    is_same = None
    if form.is_bound and form.is_valid():
        digest = hashlib.sha256(form.cleaned_data["file"].read()).hexdigest()
        is_same = digest == said.sha256
    context = {"row": row, "said": said, "form": form, "is_same": is_same}
    failed = 422 if form.errors else 200
    return render(request, "certificates/verify.html", context, status=failed)
