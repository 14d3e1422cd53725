"""What the funds count in a programme."""

from samverka.delivery.programmes.models import Fund, ProgrammeFund

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  indicators:list                200   403   200   403   403   403   403   403   404   login
GET  indicators:detail              200   403   200   403   403   403   403   403   404   login
"""


def an_indicator(cast):
    fund = Fund.objects.create(code="amif-2021-2027", name="Asylfonden")
    ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
    key = cast.programme.public_key
    return {"programme_key": key, "fund": fund.code, "code": "O.2.3"}


ARGUMENTS = {
    "indicators:list": lambda cast: {"programme_key": cast.programme.public_key},
    "indicators:detail": an_indicator,
}
