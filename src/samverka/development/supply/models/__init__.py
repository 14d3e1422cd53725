from .leaders import LeaderLog, LeaderTraining, Nomination
from .plans import CriticalRole, InductionStep, Successor, SupplyPlan, WheelRow, WheelTask

__all__ = [
    "CriticalRole",
    "InductionStep",
    "LeaderLog",
    "LeaderTraining",
    "Nomination",
    "Successor",
    "SupplyPlan",
    "WheelRow",
    "WheelTask",
]
