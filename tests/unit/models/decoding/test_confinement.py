"""Limits of a process are lowered, never raised, and processor time counts from each call."""

import os
import resource
from collections.abc import Callable

import pytest

from models.decoding.confinement import (
    Bounds,
    allow_seconds,
    can_cut_off_network,
    confine,
    cut_off_network,
)

BOUNDS = Bounds(seconds=5, megabytes=4096, file_megabytes=8)


def ends_well(look: Callable[[], bool]) -> bool:
    """Whether `look` holds in a child, which may lower its limits for good."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if look() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_limits_are_set() -> None:
    def look() -> bool:
        confine(BOUNDS)
        limits = [resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE]
        return [resource.getrlimit(limit)[0] for limit in limits] == [4096 << 20, 8 << 20, 0]

    assert ends_well(look)


def test_a_lower_limit_of_the_system_stays() -> None:
    def look() -> bool:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        confine(BOUNDS)
        return resource.getrlimit(resource.RLIMIT_FSIZE) == (1 << 20, 1 << 20)

    assert ends_well(look)


def test_every_call_has_its_own_processor_time() -> None:
    def look() -> bool:
        allow_seconds(1000)
        first, _ = resource.getrlimit(resource.RLIMIT_CPU)
        allow_seconds(2000)
        second, _ = resource.getrlimit(resource.RLIMIT_CPU)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        return used + 1000 <= first < used + 1010 and 999 <= second - first <= 1001

    assert ends_well(look)


@pytest.mark.skipif(not can_cut_off_network(), reason="this system forbids it")
def test_without_network_files_are_still_written_as_the_same_user() -> None:
    def look() -> bool:
        before = os.geteuid(), os.getegid()
        return cut_off_network() and (os.geteuid(), os.getegid()) == before

    assert ends_well(look)
