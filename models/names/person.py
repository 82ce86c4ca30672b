"""What is known of a person by name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name in nominative and title case; what was not written is empty.

    Attributes:
        surname: without alias or maiden name.
        given: one or more given names.
        patronymic: in full, or as far as it was written («Сем.»).
        initials: «К. Ш.», in the order written.
        sex: `m` or `f` where the parts tell it, else empty.
        normal: the parts in the order surname, given name, patronymic, initials.
        aliases: maiden names, names by marriage, «он же» and names in brackets, in nominative.
    """

    surname: str
    given: str
    patronymic: str
    initials: str
    sex: str
    normal: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A name and the year of birth that stands by it, where one does."""

    name: PersonName
    birth_year: int | None = None
