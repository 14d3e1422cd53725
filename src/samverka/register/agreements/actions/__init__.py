"""Writes of agreements: the text, the parties, the signatures, the commitments."""

from .commitments import (
    NumberIsTaken,
    add_commitment,
    correct_commitment,
    end_commitment,
    keep_commitment,
    set_covered,
)
from .parties import (
    LeavesBeforeItCame,
    PartyOfAll,
    add_parties,
    let_party_back,
    let_party_leave,
)
from .signatures import (
    CannotBeSigned,
    SignedAlready,
    SignedAnew,
    sign,
    take_back_signature,
)
from .texts import (
    IsSigned,
    IsStillOpen,
    TitleIsTaken,
    Wording,
    correct,
    draw_up,
    new_version,
)

__all__ = [
    "CannotBeSigned",
    "IsSigned",
    "IsStillOpen",
    "LeavesBeforeItCame",
    "NumberIsTaken",
    "PartyOfAll",
    "SignedAlready",
    "SignedAnew",
    "TitleIsTaken",
    "Wording",
    "add_commitment",
    "add_parties",
    "correct",
    "correct_commitment",
    "draw_up",
    "end_commitment",
    "keep_commitment",
    "let_party_back",
    "let_party_leave",
    "new_version",
    "set_covered",
    "sign",
    "take_back_signature",
]
