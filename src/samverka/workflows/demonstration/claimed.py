"""What one programme has asked of its fund: a claim that is sent, and the next begun. Made up."""

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.claims import actions
from samverka.publishing.claims.models import Claim, ClaimText
from samverka.toolkit.clock import now

from .chains import CHAINS, MONTHS
from .plan import INVAST, NOTE, TODAY

# The last month of the one that is sent, and of the one that is begun.
SENT_UNTIL, BEGUN_UNTIL = MONTHS[2], MONTHS[5]


def claim_months(actors: dict[str, Actor]) -> None:
    """Everything until November is claimed, while every month says what was sent."""
    programme, fund, by = _who(actors)
    claim = actions.begin_claim(programme=programme, fund=fund, last_month=SENT_UNTIL, by=by)
    texts = {(str(ClaimText.Part.DEVIATIONS), ""): f"{NOTE} Allt gick som planerat."}
    actions.write_texts(claim=claim, texts=texts, by=by)
    actions.make_ready(claim=claim, on=TODAY, by=by)
    actions.send(claim=claim, by=by)
    # As the task does it, without waiting for a worker.
    actions.send_claim.call(
        claim.pk, user_id=by.user_id, role=by.role, organisation_id=by.organisation_id
    )
    claim = Claim.objects.get(pk=claim.pk)
    if not claim.is_sent:
        raise ValueError(f"The claim of {programme} was not sent: {claim.problem}")
    # The claim's own instants are of the region's today; it was sent on a day that has been.
    Claim.objects.filter(pk=claim.pk).update(made_ready_at=now(), sent_at=now())


def begin_next_claim(actors: dict[str, Actor]) -> None:
    """December to February waits for what is to be put right first."""
    programme, fund, by = _who(actors)
    actions.begin_claim(programme=programme, fund=fund, last_month=BEGUN_UNTIL, by=by)


def _who(actors: dict[str, Actor]) -> tuple[Programme, Fund, Actor]:
    chain = next(chain for chain in CHAINS if chain.slug == INVAST)
    fund = Fund.objects.get(code=chain.fund)
    return Programme.objects.get(slug=INVAST), fund, actors[chain.economist]
