"""What is broken, and who should notice: one case a rule."""

from . import documents, house, joint_work, promises, several

CASES = (
    *house.CASES,
    *promises.CASES,
    *joint_work.CASES,
    *several.CASES,
    *documents.CASES,
)
