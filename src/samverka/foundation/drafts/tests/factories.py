"""What somebody has begun to write."""

from samverka.foundation.accounts.models import User
from samverka.foundation.drafts.actions import hold_form, keep_draft


def left_unsaved(user: User, text: str) -> None:
    """A draft, and a form that was sent when the session had ended."""
    fields = [("text", text)]
    keep_draft(address="/aktiviteter/ny/", title="Ny aktivitet", fields=fields, by=user)
    hold_form(
        address="/aktiviteter/ny/",
        page="/aktiviteter/ny/",
        acting="",
        fields=fields,
        draft="",
        had_files=False,
        by=user,
    )
