from .answers import (
    Answered,
    SentFile,
    answers_in,
    answers_of,
    file_of,
    files_of,
    hidden_from,
    plain_answers,
)
from .figures import Figures, ItemFigures, figures
from .links import Opened, asked_of, draft_hash, new_code, opened, round_by_link, token_of
from .rounds import (
    Rate,
    asked_in,
    listed,
    organisations_to_ask,
    rate,
    rounds_of,
    staff_of,
)

__all__ = [
    "Answered",
    "Figures",
    "ItemFigures",
    "Opened",
    "Rate",
    "SentFile",
    "answers_in",
    "answers_of",
    "asked_in",
    "asked_of",
    "draft_hash",
    "figures",
    "file_of",
    "files_of",
    "hidden_from",
    "listed",
    "new_code",
    "opened",
    "organisations_to_ask",
    "plain_answers",
    "rate",
    "round_by_link",
    "rounds_of",
    "staff_of",
    "token_of",
]
