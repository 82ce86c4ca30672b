"""How figures of runs are worded: rows of name, amount and what is shown of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from babel.dates import format_timedelta

from models.errors import KINDS
from models.i18n import _
from outputs.runs.reading import RunView
from outputs.web.wording.locales import locale
from outputs.web.wording.present import number, state

BarRow = tuple[str, float, str]


def state_rows(view: RunView) -> list[BarRow]:
    """Pages of the record by state."""
    return [(state(code), amount, number(amount)) for code, amount in view.states.items()]


def stage_rows(view: RunView) -> list[BarRow]:
    """Seconds of each stage."""
    return [(each.stage, each.seconds, f"{each.seconds:.3f}") for each in view.stages]


def failure_rows(view: RunView) -> list[BarRow]:
    """Tries that failed, by what the code means."""
    return [
        (f"{_(KINDS[code].meaning)} ({code})" if code in KINDS else code, tries, number(tries))
        for code, tries in view.failures
    ]


def span(value: timedelta) -> str:
    """About how long."""
    return format_timedelta(value, locale=locale(), threshold=1.5)


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each for each in (state_rows, stage_rows, failure_rows, span)
}
