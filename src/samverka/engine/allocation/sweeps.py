"""The same work for many inputs: here, in processes of this machine, or on many machines by Ray.

What is worked out depends on the input alone, seed included, and answers stand in the order of the
inputs. So where a sweep runs changes how long it takes and nothing else.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from enum import StrEnum
from multiprocessing import get_context
from typing import Any, TypeVar

Input = TypeVar("Input")
Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]


class Where(StrEnum):
    """Where a sweep runs."""

    HERE = "here"  # one after the other, in this process
    PROCESSES = "processes"  # on this machine's processors
    RAY = "ray"  # on the machines of a Ray cluster


class NoRay(Exception):
    """Ray is asked for and not installed."""

    def __init__(self) -> None:
        super().__init__("Ray is not installed here. Install the package ray, or use processes.")


class SweepFailed(Exception):
    """The work failed for one input; `number` says which, and the cause is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(f"The work failed for input number {number}.")
        self.number = number


def sweep(
    work: Callable[[Input], Answer],
    inputs: Sequence[Input],
    where: Where = Where.PROCESSES,
    *,
    workers: int | None = None,
    address: str | None = None,
    progress: Progress = lambda done, of: None,
) -> list[Answer]:
    """Do the work for each input, and answer in their order.

    Arguments:
        work: a function of a module (not of a notebook or another function, so that other
            processes find it) of one input that can be pickled
        workers: how many processes at once; as many as there are processors unless said. Ray
            knows its own
        address: of the Ray cluster; unless said, the one this process has joined, or one that
            Ray starts on this machine
        progress: told how many are done, of how many

    Raises:
        SweepFailed: the work failed for an input; what has not begun is given up.
        NoRay: Ray is asked for and not installed.
    """
    answers: dict[int, Answer] = {}
    for number, answer in _answers(work, inputs, where, workers, address):
        answers[number] = answer
        progress(len(answers), len(inputs))
    return [answers[number] for number in range(len(inputs))]


def _answers(
    work: Callable[[Input], Answer],
    inputs: Sequence[Input],
    where: Where,
    workers: int | None,
    address: str | None,
) -> Iterator[tuple[int, Answer]]:
    """Number and answer of each input, in the order in which they are ready."""
    if where is Where.RAY:
        return _by_ray(work, inputs, address)
    if where is Where.PROCESSES and len(inputs) > 1:
        return _by_processes(work, inputs, workers)
    return _here(work, inputs)


def _here(
    work: Callable[[Input], Answer], inputs: Sequence[Input]
) -> Iterator[tuple[int, Answer]]:
    for number, each in enumerate(inputs):
        try:
            yield number, work(each)
        except Exception as problem:
            raise SweepFailed(number) from problem


def _by_processes(
    work: Callable[[Input], Answer], inputs: Sequence[Input], workers: int | None
) -> Iterator[tuple[int, Answer]]:
    # Spawned, not forked: compiled loops and their threads do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        numbers = {pool.submit(work, each): number for number, each in enumerate(inputs)}
        for future in as_completed(numbers):
            try:
                yield numbers[future], future.result()
            except Exception as problem:
                pool.shutdown(wait=False, cancel_futures=True)
                raise SweepFailed(numbers[future]) from problem


def _by_ray(
    work: Callable[[Input], Answer], inputs: Sequence[Input], address: str | None
) -> Iterator[tuple[int, Answer]]:
    ray = _ray()
    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False)
    # Spread: otherwise the first machine is filled before the next is given anything.
    task = ray.remote(work).options(scheduling_strategy="SPREAD")
    numbers = {task.remote(each): number for number, each in enumerate(inputs)}
    waiting = list(numbers)
    while waiting:
        (ready,), waiting = ray.wait(waiting)
        try:
            yield numbers[ready], ray.get(ready)
        except Exception as problem:
            for other in waiting:
                ray.cancel(other)
            raise SweepFailed(numbers[ready]) from problem


def _ray() -> Any:
    """Ray, where it is installed: it is large, and nobody needs it for one machine."""
    try:
        return importlib.import_module("ray")
    except ModuleNotFoundError as missing:
        raise NoRay from missing
