"""A page on its way through the stages: the scan, decisions about it, and what was read on it."""

from models.page.geometry import Box, Geometry, Perspective
from models.page.given import Imported, PageContext, PageImage
from models.page.layout import Cell, Layout, Region
from models.page.page import SMALL_VALUES, Page
from models.page.preparing import Cleaning, Route
from models.page.reading import Alternative, Quality, Reading, Terms, Word

__all__ = [
    "Alternative",
    "Box",
    "Cell",
    "Cleaning",
    "Geometry",
    "Imported",
    "Layout",
    "Page",
    "PageContext",
    "PageImage",
    "Perspective",
    "Quality",
    "Reading",
    "Region",
    "Route",
    "SMALL_VALUES",
    "Terms",
    "Word",
]
