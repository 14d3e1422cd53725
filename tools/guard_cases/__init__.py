"""What is broken, and who should notice: one case a rule."""

from . import documents, house, joint_work, promises

CASES = (*house.CASES, *promises.CASES, *joint_work.CASES, *documents.CASES)
