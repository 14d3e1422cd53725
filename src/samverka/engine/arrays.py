"""NumPy, loaded where numbers are worked with and not where code is read.

`from samverka.engine.arrays import np` stands for `import numpy as np` in what pages lead to:
loading it takes time and memory, and few pages count. Where an alias of an array's type is needed
when the code runs, it is `Any`; the type checker sees the type.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:

    class _Later:
        """What is asked of it is NumPy's, and kept."""

        def __getattr__(self, name: str) -> Any:
            found = getattr(import_module("numpy"), name)
            setattr(self, name, found)
            return found

    np = _Later()

__all__ = ["np"]
