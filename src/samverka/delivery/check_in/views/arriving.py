"""What a telephone opens that has read the code: without signing in, or with one press."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.activities.models import Session
from samverka.delivery.check_in import actions
from samverka.delivery.check_in.door import let_in, session_entered, session_of_code
from samverka.delivery.check_in.forms import HereForm
from samverka.delivery.check_in.queries import person_of
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import now, today
from samverka.toolkit.from_outside import HOUR, sender_of, within
from samverka.toolkit.sent import sent

# A whole room comes through one network.
FROM_ONE_SENDER = 300


@login_not_required
@never_cache
@require_safe
def code(request, code: str):
    """What is forged or old is answered as what never was."""
    session = session_of_code(code)
    if session is None:
        return _nothing_here(request)
    return let_in(redirect("check_in:here"), session)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def here(request):
    session = session_entered(request)
    if session is None:
        return _nothing_here(request)
    person = person_of(request.user) if request.user.is_authenticated else None
    if person:
        return _one_press(request, session, person)
    return _written(request, session)


def _one_press(request, session: Session, person):
    is_marked = None
    if request.method == "POST":
        is_marked = actions.say_here_as(
            session=session, person=person, on=today(), by=request.actor or SYSTEM
        )
    context = {"session": session, "activity": session.activity, "person": person}
    return render(request, "check_in/one_press.html", context | {"is_marked": is_marked})


def _written(request, session: Session):
    form = HereForm(sent(request))
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("check_in:thanks")
        if within(f"here:{session.pk}:{sender_of(request)}", FROM_ONE_SENDER, at=now()):
            try:
                actions.say_here(session=session, **form.facts, on=today(), by=SYSTEM)
            except actions.TooMany as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("check_in:thanks")
        else:
            form.add_error(None, _("Many have written from here just now. Tell the organiser."))
        status = 429
    context = {"session": session, "activity": session.activity, "form": form}
    response = render(request, "check_in/here.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


def _nothing_here(request):
    return render(request, "check_in/nothing_here.html", status=404)


@login_not_required
@require_safe
def thanks(request):
    return render(request, "check_in/thanks.html")
