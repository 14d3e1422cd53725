"""What was found in a sent file, and its rows, lie sealed for the day that they lie at all."""

import json
from typing import Any

from samverka.toolkit import sealing

CONTEXT = "import"


def closed(value: Any) -> bytes:
    return sealing.seal(json.dumps(value, ensure_ascii=False), context=CONTEXT).encode()


def opened(content: bytes | memoryview) -> Any:
    return json.loads(sealing.unseal(bytes(content).decode(), context=CONTEXT))
