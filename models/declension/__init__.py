"""What a Russian form of a surname, given name or patronymic may stand for."""

from models.declension.given import given_readings
from models.declension.listed import listed_given_names
from models.declension.rules import CASES, Reading
from models.declension.surnames import patronymic_readings, surname_readings

__all__ = [
    "CASES",
    "Reading",
    "given_readings",
    "listed_given_names",
    "patronymic_readings",
    "surname_readings",
]
