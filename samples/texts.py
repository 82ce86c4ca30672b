"""Reads the gold texts and their annotation."""

import json
from pathlib import Path
from typing import Any, Final

GOLD: Final = Path(__file__).parent / "gold"


def read_gold(gold_id: str) -> str:
    """Read the gold text of `gold_id`; the blank sheet, without id, has the empty text."""
    if not gold_id:
        return ""
    (path,) = GOLD.glob(f"{gold_id}_*.txt")
    return path.read_text(encoding="utf-8")


def read_annotation(gold_id: str) -> dict[str, Any]:
    """Read the annotation of `gold_id`: title, date (EDTF), mentions, entities, links."""
    (path,) = GOLD.glob(f"{gold_id}_*.json")
    annotation: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return annotation
