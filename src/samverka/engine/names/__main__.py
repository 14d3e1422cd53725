"""`python -m samverka.engine.names FILE`: how often the likeness is right about the pairs."""

import sys
from pathlib import Path

from .trial import read_pairs, tried


def main(path: str) -> None:
    """Print recall, precision and every pair it was wrong about, for each part of the list."""
    pairs = read_pairs(Path(path))
    for part in sorted({pair.part for pair in pairs}):
        figures = tried(pair for pair in pairs if pair.part == part)
        print(f"{part}: recall {figures.recall:.1%}, precision {figures.precision:.1%}")
        for word, wrong in (("missed", figures.missed), ("mistaken", figures.mistaken)):
            for pair in wrong:
                print(f"  {word}: {pair.one} / {pair.other}")


if __name__ == "__main__":
    main(sys.argv[1])
