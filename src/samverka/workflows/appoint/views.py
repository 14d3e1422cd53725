import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samverka.delivery.programmes.queries import users_acting_for
from samverka.foundation.accounts.models import User
from samverka.register.partners.permissions import administered_by, may_administer
from samverka.register.people import actions as people
from samverka.register.people.queries import children_roles
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing, only
from samverka.toolkit.periods import EndsBeforeItBegan
from samverka.toolkit.sent import sent

from . import actions, forms
from .queries import name_of, roles_by_user, roles_ever_by_user, roles_named, users_elsewhere

REFUSALS = (
    actions.AccountIsClosed,
    actions.ActsElsewhere,
    actions.HoldsTheRole,
    actions.LastAdministrator,
    actions.NotForThisOrganisation,
    EndsBeforeItBegan,
)


def _administrator(request):
    if not may_administer(request.actor):
        raise PermissionDenied
    return request.actor


def _user(request, key: str) -> User:
    users = users_acting_for(administered_by(_administrator(request)))
    return get_object_or_404(users, public_key=key)


@require_http_methods(["GET", "POST"])
def open_account(request):
    actor = _administrator(request)
    form = forms.OpenAccount(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.open_account(
                **form.facts(), site=request.build_absolute_uri("/"), by=actor
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s has the role.") % {"name": user.name})
            return redirect("administration:user", user.public_key)
    return render(request, "appoint/open_account.html", {"form": form})


@require_http_methods(["GET", "POST"])
def give_role(request, key: str):
    user = _user(request, key)
    form = forms.GiveRole(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(user=user, **form.facts(), by=request.actor)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s has the role.") % {"name": user.name})
            return redirect("administration:user", key)
    return render(request, "appoint/give_role.html", {"form": form, "user": user})


@require_http_methods(["GET", "POST"])
def end_role(request, key: str):
    user = _user(request, key)
    form = forms.EndRole(request.POST or None, actor=request.actor, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(**form.facts(), by=request.actor)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role has a last day."))
            return redirect("administration:user", key)
    return render(request, "appoint/end_role.html", {"form": form, "user": user})


@require_http_methods(["GET", "POST"])
def give_children_role(request, key: str):
    """Let somebody read what is about children; whoever gives it reads nothing by it (S78)."""
    user = _user(request, key)
    form = forms.ChildrenRoleHere(sent(request), actor=request.actor)
    if form.is_valid():
        people.give_children_role(user=user, on=today(), by=request.actor, **form.cleaned_data)
        messages.success(request, _("%(name)s has the role.") % {"name": user.name})
        return redirect("administration:user", key)
    status = 422 if form.is_bound else 200
    return render(
        request, "appoint/give_children_role.html", {"form": form, "user": user}, status=status
    )


@require_POST
def take_children_role(request, key: str, role_id: int):
    user = _user(request, key)
    held = children_roles(user, administered_by(request.actor))
    people.take_children_role(role=get_object_or_404(held, pk=role_id), by=request.actor)
    messages.success(
        request, _("%(name)s reads numbers only about children now.") % {"name": user.name}
    )
    return redirect("administration:user", key)


@require_POST
def close_account(request, key: str):
    user = _user(request, key)
    try:
        actions.close_account(user=user, on=today(), by=request.actor)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        closed = _("The account of %(name)s is closed.") % {"name": user.name}
        undo = reverse("appoint:reopen_account", kwargs={"key": key})
        messages.success(request, closed, extra_tags=undo)
    return redirect("administration:user", key)


@require_POST
def reopen_account(request, key: str):
    user = _user(request, key)
    try:
        actions.reopen_account(user=user, on=today(), by=request.actor)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The account of %(name)s is open.") % {"name": user.name})
    return redirect("administration:user", key)


@require_POST
def invite_again(request, key: str):
    user = _user(request, key)
    actions.invite_again(user=user, site=request.build_absolute_uri("/"), by=request.actor)
    messages.success(request, _("The letter is on its way to %(email)s.") % {"email": user.email})
    return redirect("administration:user", key)


@require_POST
def remove_second_factor(request, key: str):
    user = _user(request, key)
    # One's own is removed on one's own page, which asks for the password again.
    if user == request.actor.user:
        raise PermissionDenied
    try:
        actions.remove_second_factor(user=user, on=today(), by=request.actor)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("%(name)s signs in with the password alone now.") % {"name": user.name}
        messages.success(request, text)
    return redirect("administration:user", key)


# --- Several at once: their list stands among the overviews --------------------------------------

TICKED = Listing(
    key="users",
    title=gettext_lazy("Users"),
    columns=(Column("name", gettext_lazy("Name")),),
    empty_title=gettext_lazy("Nobody found"),
)


def _with_those_ticked(request, do, **options):
    here = administered_by(_administrator(request))
    ticked = only(users_acting_for(here), "public_key", set(request.POST.getlist("row")))
    return TICKED.carry_out(
        request,
        lambda: ticked.order_by("name", "pk"),
        do,
        back=reverse("administration:users"),
        refused=REFUSALS,
        **{"keep": lambda user: "open" if user.is_active else "closed", **options},
    )


def _are_here_only(request):
    """One's own account is left alone: nobody could undo that it was closed."""
    elsewhere = users_elsewhere(administered_by(request.actor), on=today())

    def may(user: User) -> bool:
        return user != request.actor.user and user.pk not in elsewhere

    return may


@require_POST
def close_many(request):
    def do(users):
        actions.close_accounts(users=users, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s account is closed.", "%(count)s accounts are closed.", len(users)
        )
        return said % {"count": len(users)}

    may = _are_here_only(request)
    return _with_those_ticked(
        request, do, may=may, already=lambda user: not user.is_active, undo="appoint:undo_many"
    )


@require_POST
def reopen_many(request):
    def do(users):
        actions.reopen_accounts(users=users, on=today(), by=request.actor)
        said = ngettext("%(count)s account is open.", "%(count)s accounts are open.", len(users))
        return said % {"count": len(users)}

    may = _are_here_only(request)
    return _with_those_ticked(
        request, do, may=may, already=lambda user: user.is_active, undo="appoint:undo_many"
    )


@require_POST
def invite_many(request):
    """Without undo: a letter cannot be called back."""

    def do(users):
        site = request.build_absolute_uri("/")
        actions.invite_many(users=users, site=site, by=request.actor)
        said = ngettext(
            "%(count)s letter is on its way.", "%(count)s letters are on their way.", len(users)
        )
        return said % {"count": len(users)}

    return _with_those_ticked(request, do, may=lambda user: user.is_active)


@require_POST
def undo_many(request, token: str):
    """Each account is open or closed as it was."""
    actor = _administrator(request)

    def do(rows):
        actions.set_open(users=[(user, was == "open") for user, was in rows], on=today(), by=actor)
        said = ngettext(
            "%(count)s account is as it was.", "%(count)s accounts are as they were.", len(rows)
        )
        return said % {"count": len(rows)}

    rows = users_acting_for(administered_by(actor))
    back = reverse("administration:users")
    return TICKED.take_back(request, token, rows, do, back=back, refused=REFUSALS)


@require_POST
def end_roles(request):
    """The roles that those ticked have here end after a day; one's own stay."""
    held = roles_by_user(administered_by(_administrator(request)), on=today())

    def do(users, last_day):
        roles = [role for user in users for role in held[user.pk]]
        first_day_without = last_day + dt.timedelta(days=1)
        actions.end_roles(held=roles, on=first_day_without, by=request.actor)
        said = ngettext(
            "%(count)s role has a last day.", "%(count)s roles have a last day.", len(roles)
        )
        return said % {"count": len(roles)}

    def keep(user: User) -> str:
        return ",".join(f"{name_of(role)}:{role.valid_to or ''}" for role in held[user.pk])

    return _with_those_ticked(
        request,
        do,
        asks=forms.last_day(),
        may=lambda user: user != request.actor.user and user.pk in held,
        keep=keep,
        changes=lambda user: held[user.pk],
        undo="appoint:resume_roles",
    )


@require_POST
def resume_roles(request, token: str):
    """Each role goes on until the day it had."""
    actor = _administrator(request)
    here = administered_by(actor)

    def do(rows):
        pairs = (one.partition(":") for _user, kept in rows for one in kept.split(",") if one)
        was = {name: dt.date.fromisoformat(day) if day else None for name, _sign, day in pairs}
        ends = [(role, was[name]) for name, role in roles_named(was, here).items()]
        actions.resume_roles(ends=ends, by=actor)
        said = ngettext(
            "%(count)s role is as it was.", "%(count)s roles are as they were.", len(ends)
        )
        return said % {"count": len(ends)}

    back = reverse("administration:users")
    ever = roles_ever_by_user(here)
    return TICKED.take_back(
        request,
        token,
        users_acting_for(here),
        do,
        back=back,
        refused=REFUSALS,
        changes=lambda user: ever.get(user.pk, []),
    )
