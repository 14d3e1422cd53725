"""Drafts and held forms. They are not noted in the trail: nothing was done yet."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import now
from samverka.toolkit.sealing import CannotOpen, seal_some_anew

from .fields import Fields, lacks_some, size, worth_keeping
from .models import CONTEXT, Draft, HeldForm, found_by
from .queries import DRAFTS_KEPT_FOR, HELD_FOR, drafts_of, held_of

MOST_DRAFTS = 50
LONGEST_DRAFT = 200_000
MOST_HELD = 10
LONGEST_HELD = 500_000


class CannotKeep(Exception):
    """The draft is not kept."""


class TooLong(CannotKeep):
    """More text than a draft holds."""

    def __init__(self) -> None:
        super().__init__(
            _("This is too long to be kept as a draft. Save it now, so that nothing is lost.")
        )


class TooMany(CannotKeep):
    """Somebody has as many drafts as one may have."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You have %(count)s drafts, and no more are kept. Save this now, or throw some of "
                "them away."
            )
            % {"count": MOST_DRAFTS}
        )


@transaction.atomic
def keep_draft(*, address: str, title: str, fields: Fields, page: str = "", by: User) -> Draft:
    """Keep what stands in a form. The one before on the same page is replaced.

    :raises TooLong: more text than a draft holds
    :raises TooMany: there are too many already
    """
    fields = worth_keeping(fields)
    if size(fields) > LONGEST_DRAFT:
        raise TooLong
    mark = found_by(by, address)
    there = Draft.objects.filter(user=by, found_by=mark, page=page)
    draft = there.select_for_update().first()
    if draft is None:
        if drafts_of(by).count() >= MOST_DRAFTS:
            raise TooMany
        draft = Draft(user=by, found_by=mark, page=page)
    draft.saved_at = now()
    with suppress(CannotOpen):
        title = title or (draft.told()["title"] if draft.pk else "")
    draft.write({"address": address, "title": title, "fields": fields})
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        # Sent twice at the same moment: what the other kept stands, and the next comes soon.
        return there.get()
    return draft


@transaction.atomic
def drop_draft(*, address: str, page: str = "", by: User) -> None:
    """What is saved is no draft any more, nor does it wait to be sent."""
    Draft.objects.filter(user=by, found_by=found_by(by, address), page=page).delete()
    waits = [held.pk for held in held_of(by) if _is_of(held, address, page)]
    HeldForm.objects.filter(pk__in=waits).delete()


def _is_of(held: HeldForm, address: str, page: str) -> bool:
    try:
        told = held.told()
    except CannotOpen:
        return False
    return bool((told["draft"], told["draft_page"]) == (address, page))


@transaction.atomic
def hold_form(
    *,
    address: str,
    page: str,
    acting: str,
    fields: Fields,
    draft: str,
    draft_page: str = "",
    had_files: bool,
    instead_of: str = "",
    by: User,
) -> HeldForm | None:
    """Keep what was sent; None where it is too much. The oldest goes where there are many.

    A form that keeps drafts has it as its draft too, so that its page offers it.
    """
    kept = worth_keeping(fields)
    if size(kept) > LONGEST_HELD:
        return None
    HeldForm.objects.filter(user=by, public_key=instead_of).delete()
    old = held_of(by).values_list("pk", flat=True)[MOST_HELD - 1 :]
    HeldForm.objects.filter(pk__in=list(old)).delete()
    told = {"address": address, "page": page, "acting": acting, "fields": kept}
    held = HeldForm(user=by)
    lacks = had_files or lacks_some(fields)
    held.write({**told, "draft": draft, "draft_page": draft_page, "lacks": lacks})
    held.save()
    if draft:
        with suppress(CannotKeep):
            keep_draft(address=draft, title="", fields=kept, page=draft_page, by=by)
    return held


@transaction.atomic
def take_held(*, key: str, by: User) -> HeldForm | None:
    """The held form that is sent now: once, and by whoever typed it."""
    held = held_of(by).select_for_update().filter(public_key=key).first()
    if held:
        HeldForm.objects.filter(pk=held.pk).delete()
    return held


@transaction.atomic
def hold_again(*, held: HeldForm, by: User) -> None:
    """It did not arrive after all: the page it was sent to refused it."""
    held.save(force_insert=True)


@transaction.atomic
def throw_away(*, key: str, by: User) -> None:
    """A draft, or a held form, that nobody wants."""
    Draft.objects.filter(user=by, public_key=key).delete()
    HeldForm.objects.filter(user=by, public_key=key).delete()


@transaction.atomic
def forget_old(*, by: Actor) -> int:
    """Let go what was kept long enough."""
    drafts = Draft.objects.filter(saved_at__lt=now() - DRAFTS_KEPT_FOR).delete()[0]
    return drafts + HeldForm.objects.filter(saved_at__lt=now() - HELD_FOR).delete()[0]


@transaction.atomic
def seal_drafts_anew(*, at_most: int, by: Actor) -> int:
    """Seal some with the current key; answers how many."""
    done = 0
    for table in (Draft, HeldForm):
        rows, left = table._default_manager.all(), at_most - done
        done += left and seal_some_anew(rows, "typed_sealed", context=CONTEXT, at_most=left)
    return done
