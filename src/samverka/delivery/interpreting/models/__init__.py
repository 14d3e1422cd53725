from .bookings import Ask, InterpreterBooking
from .deviations import Deviation, DeviationNote
from .pool import Agency, DaysOff, Interpreter, InterpreterLanguage, Mode

__all__ = [
    "Agency",
    "Ask",
    "DaysOff",
    "Deviation",
    "DeviationNote",
    "Interpreter",
    "InterpreterBooking",
    "InterpreterLanguage",
    "Mode",
]
