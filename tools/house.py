"""The door of `make`: looks at the Python version, then hands over to tools/targets.py.

This file alone must be readable by older Pythons, so that they get a sentence, no traceback.
"""

import os
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        f"Samverka needs Python 3.11, 3.12 or 3.13; {sys.executable} is "
        f"{sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Name another one like this: make run PYTHON=python3.12"
    )

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

if __name__ == "__main__":
    from tools import targets

    sys.exit(targets.main(sys.argv[1:]))
