"""What is done with statements: every write, with its note in the trail."""

from samverka.publishing.statements.layouts import LayoutProblem
from samverka.publishing.statements.problems import StatementProblem

from .layouts import LayoutDiffers, add_layout
from .preparing import (
    BeingSent,
    ChangedMeanwhile,
    Hindered,
    IsEmptied,
    NothingDiffers,
    NotOpen,
    NotSent,
    correct,
    make_ready,
    take_back,
)
from .sending import (
    EarlierFirst,
    MayNoLonger,
    NotReady,
    SaysOtherwise,
    freeze,
    keep_problem,
    send,
    send_version,
)
from .sent import (
    NotSentYet,
    ReceiptIsNoted,
    empty_version,
    look_at,
    note_fetched,
    note_receipt,
    seal_statements_anew,
)
from .series import (
    BegunAlready,
    NoFirstMonth,
    OtherLayout,
    SomethingIsReady,
    begin_series,
    undo_series,
    use_layout,
)
from .together import HoldsSomething, send_empty

__all__ = [
    "BegunAlready",
    "BeingSent",
    "ChangedMeanwhile",
    "EarlierFirst",
    "Hindered",
    "HoldsSomething",
    "IsEmptied",
    "LayoutDiffers",
    "LayoutProblem",
    "MayNoLonger",
    "NoFirstMonth",
    "NotOpen",
    "NotReady",
    "NotSent",
    "NotSentYet",
    "NothingDiffers",
    "OtherLayout",
    "ReceiptIsNoted",
    "SaysOtherwise",
    "SomethingIsReady",
    "StatementProblem",
    "add_layout",
    "begin_series",
    "correct",
    "empty_version",
    "freeze",
    "keep_problem",
    "look_at",
    "make_ready",
    "note_fetched",
    "note_receipt",
    "seal_statements_anew",
    "send",
    "send_empty",
    "send_version",
    "take_back",
    "undo_series",
    "use_layout",
]
