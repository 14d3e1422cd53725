"""A sweep in processes and on a Ray cluster of two: python -m bench.allocation.two_machines

The cluster is of this machine alone, two nodes of one processor each, as Ray's own tests make
them. The answers have to be equal, and both nodes have to have worked.
"""

import sys
from dataclasses import replace

import ray
from ray.cluster_utils import Cluster

from bench.measure import Row
from samverka.engine.allocation.online.back_test import BackTest, Tried, back_test
from samverka.engine.allocation.online.futures import Outlook
from samverka.engine.allocation.online.made_up import World, made_up_year
from samverka.engine.allocation.sweeps import Where, sweep

WORLD = World(places=20, cases=800, seed=1)


def with_node(asked: BackTest) -> tuple[str, Tried]:
    """The back-test, and which node it ran on."""
    return ray.get_runtime_context().get_node_id(), back_test(asked)


def back_tests() -> list[BackTest]:
    past = tuple(made_up_year(WORLD, number) for number in (2, 3))
    plain = BackTest(made_up_year(WORLD, 1), past, Outlook())
    return [
        replace(plain, outlook=Outlook(even=even, seed=seed))
        for even in (0, 30, 100)
        for seed in range(4)
    ]


def rows() -> list[Row]:
    """How many of the answers differ, and how many of the two nodes have not worked: none."""
    asked = back_tests()
    here = sweep(back_test, asked, Where.PROCESSES)
    cluster = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False}
    )
    try:
        cluster.add_node(num_cpus=1)
        told = sweep(with_node, asked, Where.RAY, address=cluster.address)
    finally:
        ray.shutdown()
        cluster.shutdown()
    differ = sum(one != other for one, (_, other) in zip(here, told, strict=True))
    idle = 2 - len({node for node, _ in told})
    return [
        Row(
            f"{len(asked)} back-tests on two nodes: answers that differ", differ, 1.0, "", bar=0.5
        ),
        Row("two nodes: nodes that have not worked", idle, 1.0, "", bar=0.5),
    ]


if __name__ == "__main__":
    found = rows()
    for row in found:
        print(f"{row.name}: {row.ours:.0f}")
    sys.exit(0 if all(row.holds for row in found) else 1)
