"""Final reports to funds: whoever leads the programme."""

from samverka.delivery.programmes.models import Fund, FundRule, ProgrammeFund
from tests.people import LONG_AGO

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  final_reports:report           200   403   200   403   403   403   403   403   404   login
GET  final_reports:pdf              200   403   200   403   403   403   403   403   404   login
"""


def a_fund(cast):
    fund = Fund.objects.create(code="paragraf-37", name="Statsbidrag, § 37")
    FundRule.objects.create(
        fund=fund,
        subject=FundRule.Subject.REPORT,
        value="Ekonomisk redovisning",
        source="Testet",
        valid_from=LONG_AGO,
    )
    ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
    return {"programme_key": cast.programme.public_key, "code": fund.code}


ARGUMENTS = {"final_reports:report": a_fund, "final_reports:pdf": a_fund}
