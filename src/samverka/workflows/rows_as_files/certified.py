"""What the employers certified, and what an hour is worth."""

from collections.abc import Iterator

from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.rates.models import Category, ChosenRates, Rate

from .tables import SHOWN, Asked, Table, told, yes


def tables(about: Asked) -> Iterator[Table]:
    programme = about.programme
    certificates = Certificate.objects.filter(programme=programme)
    in_force = set(certificates.in_force().values_list("pk", flat=True))
    yield Table(
        "certificates",
        (
            *("certificate", "fund", "organisation", "month", "version", "in_force", "rule"),
            *("certified_as", "certified_at", "signed_on", "digest_before", "digest"),
        ),
        [
            (
                *(row.public_key, row.fund.code, row.organisation.public_key, row.month),
                *(row.number, yes(row.pk in in_force), row.rule, row.function),
                *(told(row.certified_at), row.signed_on, row.digest_before, row.digest),
            )
            for row in certificates.select_related("fund", "organisation").order_by("pk")
        ],
    )
    yield _lines(about)
    yield Table(
        "categories",
        ("fund", "category", "name", "source"),
        Category.objects.filter(fund__programmes=programme)
        .order_by("fund__code", "code")
        .values_list("fund__code", "code", "name", "source"),
    )
    yield Table(
        "rates",
        ("fund", "category", "year", "region", "ore_an_hour", "source"),
        Rate.objects.filter(category__fund__programmes=programme)
        .order_by("category__fund__code", "category__code", "year", "region")
        .values_list(
            "category__fund__code", "category__code", "year", "region", "amount", "source"
        ),
    )
    yield Table(
        "chosen_rates",
        ("fund", "year", "region", "source"),
        ChosenRates.objects.filter(programme=programme)
        .order_by("fund__code")
        .values_list("fund__code", "year", "region", "source"),
    )


def _lines(about: Asked) -> Table:
    rows = (
        CertifiedLine.objects.filter(certificate__programme=about.programme, **SHOWN)
        .order_by("pk")
        .values_list(
            "certificate__public_key",
            "person",
            "category__code",
            "minutes",
            "is_financed_once",
            "claimed",
        )
    )
    return Table(
        "certified_lines",
        ("certificate", "person", "category", "minutes", "is_financed_once", "claimed_minutes"),
        (
            (certificate, about.person(person), category, minutes, yes(once), claimed)
            for certificate, person, category, minutes, once, claimed in rows.iterator()
        ),
    )
