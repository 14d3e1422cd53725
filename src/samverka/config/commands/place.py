"""Place cases in places from two tables, and write the plan with its reasons and its proof."""

import argparse
import sys
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.config.bar import Bar
from samverka.config.command import Refusal
from samverka.config.placing import Interruption, add_files, asked, solver
from samverka.toolkit.texts import amount
from samverka.workflows.place_from_files.faults import Unusable
from samverka.workflows.place_from_files.placing import Placed, placed, prepared_from
from samverka.workflows.place_from_files.plan_file import too_large
from samverka.workflows.place_from_files.sheets import voice_of

MOST_TOLD = 20


def add_to(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument("--out", type=Path, required=True, help="the plan to write (XLSX)")
    parser.add_argument(
        "--floor",
        action="append",
        default=[],
        metavar="GROUP=POINTS",
        help="points that a group is to reach on average at the least",
    )
    parser.add_argument(
        "--group",
        action="append",
        default=[],
        metavar="HEADING",
        help="a further column of the cases by which groups are followed",
    )
    parser.epilog = "How the tables are written: docs/how-to/place-cases.md."


def run(arguments: argparse.Namespace) -> int:
    with translation.override(arguments.language):
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    wanted = asked(arguments)
    try:
        prepared = prepared_from(arguments.cases, arguments.places, wanted)
        with Bar(sys.stderr) as bar, Interruption() as interruption:
            solve = solver(arguments, lambda: interruption.is_asked)
            found = placed(prepared, solve, bar.show)
    except (Unusable, OverflowError) as problem:
        raise Refusal(str(problem)) from None
    write(arguments.out, found.as_workbook())
    for line in _told(found):
        print(line)
    print(_("The plan is written to %(file)s.") % {"file": arguments.out})
    return 0 if found.verdict.is_accepted else 1


def write(file: Path, content: bytes) -> None:
    """
    :raises Refusal: the file cannot be written
    """
    try:
        file.write_bytes(content)
    except OSError as problem:
        text = _("%(file)s cannot be written: %(why)s.")
        raise Refusal(text % {"file": file, "why": problem.strerror}) from None


def _told(found: Placed) -> list[str]:
    """What whoever ran the command reads first; the rest stands in the workbook."""
    voice = voice_of(found.prepared, found.plan)
    facts = {
        "placed": amount(found.plan.placed),
        "persons": amount(int(found.prepared.problem.heads.sum())),
    }
    lines = [*found.prepared.notices]
    lines.append(_("%(placed)s of %(persons)s persons have a place.") % facts)
    lines.append(voice.ending())
    lines += [voice.finding(each) for each in found.findings[:MOST_TOLD]]
    if len(found.findings) > MOST_TOLD:
        lines.append(_("… and %(count)s more.") % {"count": len(found.findings) - MOST_TOLD})
    if not found.carries_proof:
        lines.append(too_large())
    return lines
