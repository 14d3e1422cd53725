"""The command line as somebody at a terminal meets it: a program of its own, in its own folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """A folder with Samverka in it, and the way to run its commands there."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("SAMVERKA_")
        }
        return {**kept, "SAMVERKA_DATA": str(self.folder), **more}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "samverka.config.command", *words]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run_command(self.command(*words), **more)

    def run_command(self, command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environment(**more),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def refusal(self, *words: str, **more: str) -> str:
        """What the command says when it refuses: one line on the error output."""
        result = self.run(*words, **more)
        assert result.returncode == 1, result
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1, result.stderr
        return result.stderr
