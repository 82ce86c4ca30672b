"""Which queue a stage belongs to: what looks at pictures, and what looks at text."""

from collections.abc import Mapping
from typing import Final

from pipeline.plan import Plan

OCR: Final = "ocr"
MENTIONS: Final = "mentions"
QUEUES: Final = (OCR, MENTIONS)
"""In the order in which a page goes through them."""


def split(plan: Plan, *, only: frozenset[str] | None = None) -> Mapping[str, frozenset[str]]:
    """The stages of each queue: up to the last one that needs the picture, and those after it."""
    needs = [step.stage.needs for step in plan.steps]
    last = max((place for place, names in enumerate(needs) if "image" in names), default=-1)
    parts = (plan.names[: last + 1], plan.names[last + 1 :])
    wanted = frozenset(plan.names) if only is None else only
    return {queue: wanted.intersection(part) for queue, part in zip(QUEUES, parts, strict=True)}
