"""Imports: leaders bring in staff, Ada units of her own, Petra organisations; one's own file only.

Karin has sent the file: nobody else finds it, not even Ulla, who heads staff at the same place.
"""

from django.core.files.base import ContentFile

from samverka.register.imports.models import Import
from samverka.workflows.import_register import actions

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  import_register:start          200   200   403   403   200   403   403   200   403   login
GET  import_register:template       200   200   403   403   200   403   403   403   403   login
GET  import_register:send           200   200   403   403   200   403   403   403   403   login
POST import_register:send           200   200   403   403   200   403   403   403   403   login
GET  import_register:detail         404   200   404   404   404   404   404   404   404   login
GET  import_register:progress       404   200   404   404   404   404   404   404   404   login
GET  import_register:columns        404   200   404   404   404   404   404   404   404   login
POST import_register:columns        404   302   404   404   404   404   404   404   404   login
GET  import_register:decide         404   302   404   404   404   404   404   404   404   login
POST import_register:decide         404   302   404   404   404   404   404   404   404   login
GET  import_register:confirm        405   405   405   405   405   405   405   405   405   login
POST import_register:confirm        404   302   404   404   404   404   404   404   404   login
GET  import_register:throw_away     405   405   405   405   405   405   405   405   405   login
POST import_register:throw_away     404   302   404   404   404   404   404   404   404   login
"""


def persons(cast):
    return {"kind": Import.Kind.PERSONS}


def file_of_karin(cast):
    found = Import.objects.filter(user=cast.karin.user).first()
    if found is None:
        sent = ContentFile(b"Namn;Befattning\nAmanda Exempel;Kurator\n", "personal.csv")
        found = actions.begin_import(
            kind=Import.Kind.PERSONS, file=sent, language="en", by=cast.karin
        )
        actions.read_file.func(found.pk)
    return {"key": found.public_key}


ARGUMENTS = {
    "import_register:template": persons,
    "import_register:send": persons,
    "import_register:detail": file_of_karin,
    "import_register:progress": file_of_karin,
    "import_register:columns": file_of_karin,
    "import_register:decide": file_of_karin,
    "import_register:confirm": file_of_karin,
    "import_register:throw_away": file_of_karin,
}

DATA = {
    "import_register:columns": lambda cast: {"full_name": "0", "title": "1"},
}
