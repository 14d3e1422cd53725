"""What the tests of support stand on."""

import datetime as dt

from samverka.delivery.support import actions
from samverka.delivery.support.models import Onboarding, SupportGiven, SupportRequest
from samverka.register.partners.models import Organisation
from tests.people import TODAY, Cast


def asked(
    cast: Cast, organisation: Organisation | None = None, theme: str = "Barn och unga"
) -> SupportRequest:
    return actions.ask_for_support(
        programme=cast.programme,
        organisation=organisation or cast.kungalv,
        theme=theme,
        text="Hur bjuder vi in föräldrar?",
        asked_on=TODAY - dt.timedelta(days=7),
        asked_by="Samordnare",
        by=cast.petra,
    )


def helped(cast: Cast, request: SupportRequest, minutes: int) -> SupportGiven:
    return actions.note_help(
        request=request, given_on=TODAY, minutes=minutes, text="Möte", by=cast.petra
    )


def on_its_way(cast: Cast, mentor: Organisation | None = None) -> Onboarding:
    """Kungälv, with three steps of the programme's own."""
    actions.write_steps(
        programme=cast.programme, steps=["Beslut", "Avtal", "Första mötet"], by=cast.petra
    )
    return actions.start_onboarding(
        programme=cast.programme,
        organisation=cast.kungalv,
        mentor=mentor,
        started_on=TODAY,
        by=cast.petra,
    )
