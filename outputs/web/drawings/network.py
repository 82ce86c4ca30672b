"""Where the people of one person's pages stand in a drawing: the same people, the same drawing."""

import math
from dataclasses import dataclass
from typing import Final, Literal

from outputs.web.queries.company import Company, Met

WIDTH: Final = 1000
HEIGHT: Final = 560
_LOW: Final = 320  # the height that a few need
_FEW: Final = 5
_MOST: Final = 14  # more would make the names overlap
_REACH: Final = 290  # of the ring around the person, half its width
_MARGIN: Final = 75  # above and below the ring
_GAP: Final = 16  # between a circle and its name


@dataclass(frozen=True, slots=True)
class Node:
    """One of the company: its circle and where its name is written."""

    person: Met
    x: float
    y: float
    radius: float
    text_x: float
    text_y: float
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """Pages that two share, as a line between their circles."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    to_person: bool


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing; the person stands in its middle."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    height: int
    width: int = WIDTH


def draw_network(company: Company) -> Network:
    """Set the people in a ring, those that share pages beside each other."""
    people = _in_a_ring(company)
    height = _LOW if len(people) <= _FEW else HEIGHT
    nodes = tuple(_node(person, at, len(people), height) for at, person in enumerate(people))
    centre = (WIDTH / 2, height / 2)
    lines = [
        Line(one.x, one.y, other.x, other.y, _width(pages), to_person=False)
        for at, one in enumerate(nodes)
        for other in nodes[at + 1 :]
        if (pages := company.shared(one.person.id, other.person.id))
    ]
    lines += [
        Line(*centre, node.x, node.y, _width(node.person.pages), to_person=True) for node in nodes
    ]
    return Network(nodes, tuple(lines), height)


def _in_a_ring(company: Company) -> list[Met]:
    """The people in an order in which each shares most pages with the one before."""
    left = list(company.met[:_MOST])
    ring: list[Met] = []
    while left:
        last = ring[-1].id if ring else 0
        following = max(left, key=lambda each: (company.shared(last, each.id), each.pages))
        ring.append(following)
        left.remove(following)
    return ring


def _node(person: Met, at: int, count: int, height: int) -> Node:
    angle = 2 * math.pi * (at + 0.5) / count - math.pi / 2
    east, south = math.cos(angle), math.sin(angle)
    x = WIDTH / 2 + _REACH * east
    y = height / 2 + (height / 2 - _MARGIN) * south
    radius = 5 + 3 * math.sqrt(person.pages)
    gap = radius + _GAP
    anchor: Literal["start", "middle", "end"] = "middle"
    if abs(east) > 0.2:
        anchor = "start" if east > 0 else "end"
        gap = radius + 8
        return Node(person, x, y, radius, x + math.copysign(gap, east), y + 5, anchor)
    return Node(person, x, y, radius, x, y + math.copysign(gap, south) + 5, anchor)


def _width(pages: int) -> float:
    return min(8.0, 1 + 0.8 * math.sqrt(pages))
