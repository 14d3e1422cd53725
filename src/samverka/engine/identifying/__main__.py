"""`python -m samverka.engine.identifying FILE`: how much is found in the sentences of a list."""

import sys
from pathlib import Path

from .trial import read_list, tried


def main(path: str) -> None:
    """Print recall by kind, precision, and everything it was wrong about, by part of the list."""
    known, sentences = read_list(Path(path))
    for part in sorted({sentence.part for sentence in sentences}):
        figures = tried((one for one in sentences if one.part == part), known)
        print(
            f"{part}: recall {figures.recall:.1%} of {sum(figures.planted.values())} planted, "
            f"precision {figures.precision:.1%} of {figures.found} found, "
            f"{figures.left_alone} of {figures.harmless} harmless sentences left alone"
        )
        for kind, count in sorted(figures.planted.items()):
            print(f"  {kind}: {figures.caught[kind]} of {count}")
        for word, wrong in (("missed", figures.missed), ("mistaken", figures.mistaken)):
            for text in wrong:
                print(f"  {word}: {text}")


if __name__ == "__main__":
    main(sys.argv[1])
