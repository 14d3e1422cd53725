"""What is broken, and who should notice: one case a rule."""

from . import documents, house, promises

CASES = (*house.CASES, *promises.CASES, *documents.CASES)
