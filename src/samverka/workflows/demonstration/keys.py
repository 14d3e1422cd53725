"""Keys in addresses are random; here they are the same every time, so that a link keeps."""

import random
from collections.abc import Mapping

from django.db.models import Max, Model

from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.check_in.models import Arrival
from samverka.delivery.companies.models import (
    Company,
    CompanyNeed,
    CompanyResult,
    ProgrammeCompany,
)
from samverka.delivery.courses.models import CourseTemplate, SchoolBreak
from samverka.delivery.entitlements.models import Booking, Entitlement
from samverka.delivery.feedback.models import FeedbackRound
from samverka.delivery.groups.models import AgreedNeed, Group, Meeting, Seat, Term
from samverka.delivery.guidelines.models import Edition
from samverka.delivery.interpreting.models import (
    Agency,
    Ask,
    DaysOff,
    Deviation,
    Interpreter,
    InterpreterBooking,
)
from samverka.delivery.inventories.models import Inventory
from samverka.delivery.language_groups.models import LanguageWish
from samverka.delivery.participants.models import Participant
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Contact, Programme
from samverka.delivery.questions.models import Question
from samverka.delivery.rates.models import Category
from samverka.delivery.series.models import ActivitySeries
from samverka.delivery.support.models import SupportGiven, SupportRequest
from samverka.delivery.working_time.models import Allocation, TimeReport
from samverka.development.competence.models import Mapping as CompetenceMapping
from samverka.development.cycles.models import Cycle, CycleGoal, CycleStep
from samverka.development.methods.models import Method, Trial
from samverka.development.signals.models import TypedTable
from samverka.development.supply.models import (
    CriticalRole,
    InductionStep,
    LeaderLog,
    LeaderTraining,
    Nomination,
    SupplyPlan,
    WheelRow,
    WheelTask,
)
from samverka.development.training.models import PlanLine, TrainingModule, TrainingPlan
from samverka.foundation.accounts.models import User
from samverka.publishing.certificates.models import AttendanceCertificate
from samverka.publishing.explanations.models import Explanation
from samverka.publishing.materials.models import Material, SessionMaterial
from samverka.register.agreements.models import Agreement, Commitment
from samverka.register.instruments.models import Asked, Instrument, Response, Round
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.public_key import ALPHABET, LENGTH

MODELS = (
    *(User, Organisation, Person, Programme, Activity, Session, Registration),
    *(Agreement, Commitment, Contact, Group, Seat, Term, Meeting, Plan, Method, Trial, Question),
    *(AgreedNeed, Edition),
    *(Allocation, TimeReport, Participant, Category),
    *(SupportRequest, SupportGiven, Cost, CostReport, Material),
    *(Company, ProgrammeCompany, CompanyNeed, CompanyResult),
    *(CourseTemplate, SchoolBreak, Entitlement, Booking, LanguageWish),
    *(ActivitySeries, FeedbackRound, Arrival),
    *(Agency, Interpreter, InterpreterBooking, Ask, DaysOff, Deviation),
    Explanation,
    *(AttendanceCertificate, SessionMaterial),
    *(Instrument, Round, Asked, Response, Inventory),
    *(Cycle, CycleGoal, CycleStep),
    # Areas and competences are settled before their questions are written, in `mapped`.
    CompetenceMapping,
    *(TrainingModule, TrainingPlan, PlanLine),
    *(SupplyPlan, CriticalRole, InductionStep, WheelRow, WheelTask),
    *(LeaderTraining, Nomination, LeaderLog),
    TypedTable,
)


Latest = Mapping[type[Model], int]


def latest() -> Latest:
    """The newest row of each table: what comes after it has no settled key yet."""
    return {
        model: model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
        for model in MODELS
    }


def settle_keys(chance: random.Random, *, after: Latest | None = None) -> None:
    """Of every row, or of those that came after the latest there were."""
    for model in MODELS:
        newest = after[model] if after else 0
        rows = list(model._default_manager.filter(pk__gt=newest).order_by("pk"))
        for row in rows:
            row.public_key = "".join(chance.choices(ALPHABET, k=LENGTH))
        model._default_manager.bulk_update(rows, ["public_key"], batch_size=500)
