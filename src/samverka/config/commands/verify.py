"""Check a plan that `place` has written, with code that shares nothing with the solver."""

import argparse
from pathlib import Path

from django.utils import translation

from samverka.config.command import Refusal
from samverka.config.placing import add_language
from samverka.workflows.place_from_files.checking import accepted, flaw_in_words, verdict_on
from samverka.workflows.place_from_files.faults import Unusable
from samverka.workflows.place_from_files.plan_file import read_plan


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, help="a plan that 'samverka place' has written")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    with translation.override(arguments.language):
        try:
            kept = read_plan(arguments.plan)
        except Unusable as problem:
            raise Refusal(str(problem)) from None
        verdict = verdict_on(kept)
        unit = kept.problem.unit
        if not verdict.is_accepted:
            raise Refusal("\n".join(flaw_in_words(flaw, unit) for flaw in verdict.flaws))
        for line in accepted(kept, verdict):
            print(line)
    return 0
