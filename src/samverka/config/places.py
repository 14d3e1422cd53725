"""Where Samverka keeps its things on this machine: readable before the settings are."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SAMVERKA_DATA", "samverka-data")).resolve()
KEY_FILE = Path(os.environ.get("SAMVERKA_KEYS", DATA / "keys.json"))
