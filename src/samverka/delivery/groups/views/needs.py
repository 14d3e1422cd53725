from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import AgreedNeed
from samverka.delivery.groups.written_forms import NeedsForm

from .pages import allowed, form_page, guarded, meeting_run, posted


def needs_create(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    form = guarded(NeedsForm(posted(request), meeting=meeting), meeting.group)
    return form_page(
        request,
        form,
        lambda told: actions.agree_needs(meeting=meeting, by=request.actor, **told),
        title=_("What a municipality needs"),
        intro=str(meeting.group),
        submit=_("Write down the needs"),
        back=reverse("groups:meeting", args=[programme_key, key]),
        back_label=_("The meeting"),
    )


@require_POST
def need_remove(request, programme_key, key):
    needs = AgreedNeed.objects.visible_to(request.actor).select_related(
        "meeting__group__programme"
    )
    need = get_object_or_404(
        needs, meeting__group__programme__public_key=programme_key, public_key=key
    )
    allowed(request, need.meeting.group)
    try:
        actions.remove_need(need=need, by=request.actor)
    except actions.Signed as refused:
        messages.error(request, str(refused))
    return redirect("groups:meeting", programme_key, need.meeting.public_key)
