"""The frame's own addresses, the home page and the account pages."""

ROWS = """
                                          petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  home:home                            200   200   200   200   200   200   200   200   200   login
GET  home:waiting                         200   200   200   200   200   200   200   200   200   login
GET  home:goals                           200   200   200   200   200   200   200   200   404   login
GET  components                           403   403   403   403   403   403   403   200   403   login
GET  health                               200   200   200   200   200   200   200   200   200   200
GET  language                             405   405   405   405   405   405   405   405   405   405
POST language                             302   302   302   302   302   302   302   302   302   302
GET  act_as                               405   405   405   405   405   405   405   405   405   login
POST act_as                               403   403   403   403   403   403   403   403   403   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


ARGUMENTS = {"home:goals": the_programme}
