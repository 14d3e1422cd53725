from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.activities.permissions import may_create

from .columns import ACTIVITIES, shown
from .many import deeds


@require_safe
def activity_list(request):
    listing = ACTIVITIES.of(request, shown(request), actor=request.actor, bulk=deeds(request))
    if listing.response:
        return listing.response
    context = {
        "listing": listing,
        "title": _("Activities"),
        "intro": _("Training days, meetings, workshops and courses in your programmes."),
    }
    if may_create(request.actor) and listing.form.has_programmes:
        context |= {"action_url": reverse("activities:create")}
        context |= {"action_label": _("New activity")}
    return render(request, "activities/activity_list.html", context)
