"""Confine a process that works on strangers' bytes: memory, files, processor time, no network."""

import ctypes
import math
import os
import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process, and each program it starts, may take.

    Attributes:
        seconds: of processor time for one call, see `allow_seconds`.
        megabytes: of address space.
        file_megabytes: of any one file that it writes.
    """

    seconds: float
    megabytes: int
    file_megabytes: int


def confine(bounds: Bounds) -> None:
    """Set the limits of this process for good; the programs it starts inherit them.

    A process beyond them meets MemoryError or EFBIG, a program ends by the like or by SIGXFSZ.
    """
    _lower(resource.RLIMIT_AS, bounds.megabytes << 20)
    _lower(resource.RLIMIT_FSIZE, bounds.file_megabytes << 20)
    _lower(resource.RLIMIT_CORE, 0)
    cut_off_network()


def end_with(parent: int) -> bool:
    """Let this process be killed when its parent ends, however that happens.

    Returns:
        False where the parent has ended already.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return os.getppid() == parent


def allow_seconds(seconds: float) -> None:
    """Let this process take so much processor time from now on; then SIGXCPU ends it.

    Unlike the wall time that its parent keeps, a busy machine does not use it up.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds))


def _lower(limit: int, value: int) -> None:
    """Set the soft limit, never above what the system's hard limit lets us."""
    _, hard = resource.getrlimit(limit)
    soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (soft, hard))


def cut_off_network() -> bool:
    """Leave this process and its programs no network; False where the system does not allow it.

    The super-user may do so at once, others within a user namespace of their own, which single
    threads may make and some systems forbid. Open pipes and files go on working.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    same = {"setgroups": "deny", "uid_map": f"{os.geteuid()} {os.geteuid()} 1"}
    same["gid_map"] = f"{os.getegid()} {os.getegid()} 1"
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    for name, content in same.items():
        with suppress(OSError):  # unmapped, it would only be called nobody
            Path("/proc/self", name).write_text(content, encoding="ascii")
    return True


def can_cut_off_network() -> bool:
    """Whether `cut_off_network` works here, tried in a child."""
    child = os.fork()
    if child == 0:
        os._exit(0 if cut_off_network() else 1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0
