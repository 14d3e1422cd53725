"""Made-up rounds, as plain facts."""

import random

from samverka.guidance.matching.facts import CaseFacts, HomeKind, PlaceFacts, RoundFacts

WORK = ["2221", "5321", "7115", "8331", "9111", "5120", "7231", "3411"]
STUDIES = ["upper", "vocational", "university"]
SUPPORT = ["hospital", "interpreter", "quiet_area"]
NEEDS = [f"service:{code}" for code in SUPPORT]


def a_round(households: int, places: int, seed: int, *, slack: float = 0.8) -> RoundFacts:
    """Households of one to seven with needs and wishes, and homes for a part of them."""
    chance = random.Random(seed)
    keys = [f"p{number:02}" for number in range(places)]
    cases = [_case(chance, number, keys) for number in range(households)]
    sizes = [case.persons for case in cases]
    homes: dict[str, list[HomeKind]] = {key: [] for key in keys}
    for _home in range(int(households * slack)):
        size = min(8, chance.choice(sizes) + chance.choice([0, 0, 1]))
        level = chance.choices([0, 1, 2], [5, 3, 2])[0]
        homes[chance.choice(keys)].append(HomeKind(max(size, 2), level))
    return RoundFacts(cases, [_place(chance, key, homes[key]) for key in keys])


def _case(chance: random.Random, number: int, keys: list[str]) -> CaseFacts:
    persons = chance.choices(range(1, 8), [6, 4, 4, 4, 3, 2, 1])[0]
    wishes = chance.sample(keys, min(3, len(keys)))
    return CaseFacts(
        key=f"h{number:04}",
        persons=persons,
        school_seats=chance.randint(0, max(0, persons - 2)),
        home_level=chance.choices([0, 1, 2], [85, 9, 6])[0],
        requires=chance.sample(NEEDS, int(chance.random() < 0.1)),
        prefers=chance.sample(NEEDS, int(chance.random() < 0.3)),
        wishes=wishes[: chance.randint(0, len(wishes))],
        not_to=[key for key in chance.sample(keys, 1) if key not in wishes],
        occupations=chance.sample(WORK, chance.randint(0, 2)),
        practice=chance.sample(WORK, chance.randint(0, 1)),
        studies=chance.sample(STUDIES, chance.randint(0, 1)),
        relatives=chance.sample(keys, int(chance.random() < 0.1)),
    )


def _place(chance: random.Random, key: str, homes: list[HomeKind]) -> PlaceFacts:
    return PlaceFacts(
        key=key,
        persons=sum(home.size for home in homes),
        school_seats=2 * len(homes),
        homes=homes,
        has={
            "work": chance.sample(WORK, 4),
            "practice": chance.sample(WORK, 3),
            "studies": chance.sample(STUDIES, 2),
            "service": chance.sample(SUPPORT, 2),
        },
        area=f"a{int(key[1:]) % 3}",
    )
