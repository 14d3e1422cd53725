"""The frame's own addresses: language, role, health."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from samverka.foundation.accounts.actor import ACTING_AS
from samverka.toolkit.languages import LANGUAGES


def _next(request) -> str:
    """Where the form was, unless that is on another host."""
    address = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if here else "/"


@csrf_exempt
@login_not_required
@require_POST
def language(request):
    """Keep the chosen language in a cookie: it is read before anybody signs in.

    Nothing is lost if another site sends the form, and without a guard the public pages need no
    cookie of their own.
    """
    response = HttpResponseRedirect(_next(request))
    code = request.POST.get("language", "")
    if code in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax"
        )
    return response


@require_POST
def act_as(request):
    """Act in another of one's own roles."""
    key = request.POST.get("actor", "")
    if key not in {actor.choice for actor in request.actors}:
        raise PermissionDenied
    request.session[ACTING_AS] = key
    return HttpResponseRedirect("/")


@login_not_required
def health(request):
    """Answers when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
