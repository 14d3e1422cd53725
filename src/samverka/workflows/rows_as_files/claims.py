"""What the funds were asked to pay, and what of it was certified and paid."""

from collections.abc import Iterator

from samverka.publishing.claims.models import Claim, ClaimedCertificate, ClaimedCost

from .tables import Asked, Table, told


def tables(about: Asked) -> Iterator[Table]:
    programme = about.programme
    claims = Claim.objects.filter(programme=programme).order_by("pk")
    yield Table(
        "claims",
        (
            *("claim", "fund", "number", "first_month", "last_month", "state", "sent_at"),
            *("digest_before", "digest"),
        ),
        [
            (
                *(row.public_key, row.fund.code, row.number, row.first_month, row.last_month),
                *(row.state, told(row.sent_at), row.digest_before, row.digest),
            )
            for row in claims.select_related("fund")
        ],
    )
    yield Table(
        "claimed_certificates",
        ("claim", "certificate", "replaces"),
        ClaimedCertificate.objects.filter(claim__programme=programme)
        .order_by("pk")
        .values_list("claim__public_key", "certificate__public_key", "replaces__public_key"),
    )
    yield Table(
        "claimed_costs",
        ("claim", "cost"),
        ClaimedCost.objects.filter(claim__programme=programme)
        .order_by("pk")
        .values_list("claim__public_key", "cost__public_key"),
    )
