"""Place a year that has been once more, week by week, beside what hindsight could have reached."""

import argparse
import sys
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.config.bar import Bar
from samverka.config.command import Refusal
from samverka.config.commands.place import write
from samverka.config.placing import add_files, asked, solver
from samverka.engine.allocation.online.futures import Outlook
from samverka.engine.allocation.online.year import WrongYear
from samverka.toolkit.spreadsheet import workbook
from samverka.workflows.place_from_files.faults import Unusable
from samverka.workflows.place_from_files.replaying import in_lines, replayed, table_of, year_from


def add_to(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument("--out", type=Path, help="write the table as a workbook too (XLSX)")
    parser.add_argument(
        "--past",
        type=Path,
        action="append",
        default=[],
        metavar="CASES",
        help="the cases of an earlier year, from which is drawn who may come; again for another",
    )
    parser.add_argument(
        "--even",
        type=int,
        default=0,
        help="units of a point (1000 to one) that each week too early costs a person's place",
    )
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same run")


def run(arguments: argparse.Namespace) -> int:
    with translation.override(arguments.language):
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    wanted = asked(arguments)
    outlook = Outlook(even=arguments.even, seed=arguments.seed)
    try:
        prepared, year = year_from(arguments.cases, arguments.places, wanted)
        past = [year_from(file, arguments.places, wanted)[1] for file in arguments.past]
        with Bar(sys.stderr) as bar:
            found = replayed(year, past, outlook, solver(arguments), bar.show)
    except (Unusable, WrongYear, OverflowError) as problem:
        raise Refusal(str(problem)) from None
    table = table_of(found, prepared.problem)
    for line in [*prepared.notices, *in_lines(table)]:
        print(line)
    if arguments.out:
        write(arguments.out, workbook([table]))
        print(_("The table is written to %(file)s.") % {"file": arguments.out})
    return 0
