"""Who sees who takes part in something sensitive: the list, one more, one less."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.permissions import may_change_readers
from samverka.delivery.activities.queries import could_be_readers, readers_of
from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import today


class ReaderForm(forms.Form):
    user = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("One more"),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = could_be_readers(activity, on=today())


def readers(request, key):
    activity = _of(request, key)
    form = ReaderForm(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["user"]
        actions.add_reader(activity=activity, user=user, by=request.actor)
        said = _("%(name)s sees who takes part.") % {"name": user.name}
        messages.success(request, said)
        return redirect("activities:readers", key)
    return _page(request, activity, form, 422 if request.method == "POST" else 200)


@require_POST
def remove(request, key, user_key):
    activity = _of(request, key)
    user = get_object_or_404(readers_of(activity), public_key=user_key)
    try:
        actions.remove_reader(activity=activity, user=user, by=request.actor)
    except actions.LastReader as refused:
        return _page(request, activity, ReaderForm(activity=activity), 409, str(refused))
    messages.success(request, _("%(name)s is off the list.") % {"name": user.name})
    if may_change_readers(request.actor, activity):
        return redirect("activities:readers", key)
    return redirect("activities:detail", key)


def _page(request, activity, form, status, refused=""):
    context = {
        "activity": activity,
        "form": form,
        "listed": readers_of(activity),
        "refused": refused,
    }
    return render(request, "activities/readers.html", context, status=status)


def _of(request, key) -> Activity:
    activity = get_object_or_404(Activity.objects.visible_to(request.actor), public_key=key)
    if not may_change_readers(request.actor, activity):
        raise PermissionDenied
    return activity
