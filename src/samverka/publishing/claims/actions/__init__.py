"""What is done with claims: every write, with its note in the trail."""

from .problems import (
    BegunSince,
    ClaimProblem,
    EndsTooEarly,
    EndsTooLate,
    HasChanged,
    IsNotOpen,
    IsNotReady,
    MayNoLonger,
    NoFirstMonth,
    OneAtATime,
    SomethingHinders,
)
from .sending import freeze, send, send_claim, stop
from .sent import note_looked_at, seal_files_anew, take_out
from .writing import (
    begin_claim,
    bring_back,
    make_ready,
    remove,
    set_last_month,
    take_back,
    write_texts,
)

__all__ = [
    "BegunSince",
    "ClaimProblem",
    "EndsTooEarly",
    "EndsTooLate",
    "HasChanged",
    "IsNotOpen",
    "IsNotReady",
    "MayNoLonger",
    "NoFirstMonth",
    "OneAtATime",
    "SomethingHinders",
    "begin_claim",
    "bring_back",
    "freeze",
    "make_ready",
    "note_looked_at",
    "remove",
    "seal_files_anew",
    "send",
    "send_claim",
    "set_last_month",
    "stop",
    "take_back",
    "take_out",
    "write_texts",
]
