"""Which of the twenty acceptance questions the search answers, on gold text and from the pixels.

    python -m benchmarks.acceptance [--gold FOLDER] [--samples WORKSPACE]

Every question of tests/quality/acceptance.json that a search can answer is asked as a researcher
would type it. An answer is right when

- the pages found belong to all documents of the expected people and to no other, but for those
  that the question says may be found or not;
- each expected person was read as a person on a page found, at the place where the annotation has
  that person;
- where the query names or describes a person, the names that answered are the expected people's
  and nobody else's. Else the answer is a page, and which of its people is meant, the reader sees.

What needs facts joined to people is listed with what is missing. Nothing of the annotation enters
the workspace; it only judges the answers.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import select

from benchmarks.goldworkspace import PageName, Sheet, make_gold_workspace, page_name, read_sheets
from benchmarks.scoring import Aligner
from benchmarks.workspaces import fill_workspace
from models.entity import Label
from models.people.persons import JOINED, OPEN
from models.tables import MentionRow, PageRow, PageTextRow, SourceRow
from outputs.search.queries.fields import Field
from outputs.search.queries.query import parse_question
from outputs.search.service import Search, SearchRequest
from outputs.web.queries.people import list_candidates
from outputs.web.queries.profiles import ProfileView
from pipeline.settings import SHIPPED, read_settings
from pipeline.workspace import Workspace
from samples.texts import read_annotation

SAMPLES: Final = Path(__file__).parent.parent / "samples"
QUESTIONS: Final = Path(__file__).parent.parent / "tests" / "quality" / "acceptance.json"
CANDIDATES: Final = "aigaq people candidates"
_ABOUT_PEOPLE: Final = frozenset({Field.PERSON, Field.BORN_IN})
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """An acceptance question.

    Attributes:
        id: as the list of questions has it.
        question: in words.
        expected: people «ru05.P1», documents «doc:ru05» or pairs «pair:ru01.P1~ru05.P1».
        asks: queries that must each be answered right; none where it cannot be asked yet.
        needs: what is missing then.
        maybe: people that may be found or not.
    """

    id: str
    question: str
    expected: frozenset[str]
    asks: tuple[str, ...] = ()
    needs: str = ""
    maybe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one query found, and what is wrong with it; nothing when it is right."""

    question: Question
    query: str
    found: tuple[str, ...]
    wrong: tuple[str, ...]
    tells_person: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A person's name as it was read: where it stands, and whose it is by the annotation."""

    start: int
    end: int
    people: frozenset[str]


class Judge:
    """Knows of every page that was read whose names stand on it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.sheets = {sheet.page: sheet for sheet in read_sheets()}
        self.names = {page: list(self._read_names(page)) for page in self.sheets}

    def whose(self, page: PageName, start: int, end: int) -> frozenset[str]:
        """The people whose names stand in a stretch of a page's text."""
        names = (each for each in self.names[page] if each.start < end and start < each.end)
        return frozenset(person for name in names for person in name.people)

    def _read_names(self, page: PageName) -> Iterator[_Name]:
        sheet = self.sheets[page]
        names = (
            select(PageTextRow.text, MentionRow.start, MentionRow.end, SourceRow.name)
            .join(PageRow, PageRow.id == MentionRow.page_id)
            .join(SourceRow, SourceRow.id == PageRow.source_id)
            .join(PageTextRow, PageTextRow.page_id == PageRow.id)
            .where(MentionRow.label == Label.PERSON, PageRow.number == page[1])
        )
        with self.workspace.existing().read() as connection:
            rows = [
                row for row in connection.execute(names) if page_name(row.name, 0)[0] == page[0]
            ]
        known = _known_people(sheet)
        to_gold = Aligner(rows[0].text, sheet.text) if rows else None
        for row in rows:
            start, end = to_gold(row.start, row.end) if to_gold else (0, 0)
            people = {whose for first, last, whose in known if first < end and start < last}
            yield _Name(row.start, row.end, frozenset(people))


def read_questions() -> list[Question]:
    """All twenty."""
    return [
        Question(
            **{
                **each,
                "expected": frozenset(each["expected"]),
                "maybe": frozenset(each.get("maybe", ())),
                "asks": tuple(each.get("asks", ())),
            }
        )
        for each in json.loads(QUESTIONS.read_text(encoding="utf-8"))
    ]


def ask_all(workspace: Path, questions: Iterable[Question] | None = None) -> list[Answer]:
    """Ask every query of the questions, by default of all that can be asked."""
    judge = Judge(Workspace(read_settings(SHIPPED, workspace=workspace)))
    return [
        _compare_pairs(judge, question, query)
        if query == CANDIDATES
        else _search(judge, question, query)
        for question in (read_questions() if questions is None else questions)
        for query in question.asks
    ]


def right_questions(answers: Iterable[Answer]) -> dict[str, bool]:
    """Whether each question was answered right in all its queries."""
    right: dict[str, bool] = {}
    for answer in answers:
        right[answer.question.id] = right.get(answer.question.id, True) and not answer.wrong
    return right


def _search(judge: Judge, question: Question, query: str) -> Answer:
    workspace = judge.workspace
    search = Search(workspace.existing(), workspace.index, workspace.vocabulary)
    hits = search.search(SearchRequest(query=query, limit=_MOST)).hits
    found = {page_name(hit.source, hit.page_number): hit for hit in hits}
    documents = {judge.sheets[page].gold_id for page in found}
    read = {who for page in found for name in judge.names[page] for who in name.people}
    wrong = list(_differences(documents, _documents(question.expected), _documents(question.maybe)))
    people = {each for each in question.expected if ":" not in each}
    wrong += [f"not read as a person: {each}" for each in sorted(people - read)]
    tells_person = any(term.field in _ABOUT_PEOPLE for term in parse_question(query).fields)
    if tells_person:
        named = {
            who
            for page, hit in found.items()
            for start, end in hit.highlights
            for who in judge.whose(page, start, end)
        }
        wrong += [f"names {each}" for each in sorted(named - people - question.maybe)]
        wrong += [f"does not name {each}" for each in sorted((people & read) - named)]
    return Answer(question, query, tuple(sorted(documents)), tuple(wrong), tells_person)


def _compare_pairs(judge: Judge, question: Question, query: str) -> Answer:
    """Pairs of documents' names that are thought one person, joined already or left to decide."""
    pairs = set()
    with judge.workspace.existing().read() as connection:
        for state in (OPEN, JOINED):
            for pair in list_candidates(connection, state=state, limit=_MOST).items:
                one, other = _who(judge, pair.left), _who(judge, pair.right)
                if one.partition(".")[0] != other.partition(".")[0]:
                    pairs.add("pair:" + "~".join(sorted((one, other))))
    wrong = tuple(_differences(pairs, question.expected, question.maybe))
    return Answer(question, query, tuple(sorted(pairs)), wrong, tells_person=True)


def _who(judge: Judge, profile: ProfileView) -> str:
    """Whose name a profile is; several people joined by «+», or its name where nobody's."""
    whose: set[str] = set()
    for place in profile.places:
        page = page_name(place.source, place.page_number)
        whose |= judge.whose(page, place.start, place.start + len(place.text))
    return "+".join(sorted(whose)) or profile.normal


def _differences(got: set[str], expected: Iterable[str], maybe: Iterable[str]) -> Iterator[str]:
    wanted = set(expected)
    yield from (f"missing {each}" for each in sorted(wanted - got))
    yield from (f"unexpected {each}" for each in sorted(got - wanted - set(maybe)))


def _documents(ids: Iterable[str]) -> set[str]:
    return {each.removeprefix("doc:").partition(".")[0] for each in ids}


@cache
def _known_people(sheet: Sheet) -> list[tuple[int, int, str]]:
    """The annotated names of a sheet: offsets in its text, and the person."""
    return [
        (each["start"] - sheet.start, each["end"] - sheet.start, each["entity"])
        for each in read_annotation(sheet.gold_id)["mentions"]
        if each["label"] == Label.PERSON and sheet.start <= each["start"] < sheet.end
    ]


def print_answers(title: str, answers: list[Answer]) -> None:
    """One block a question, then the sum."""
    print(f"\n## {title}")
    for question in read_questions():
        print(f"\n{question.id} {question.question}")
        print(f"  expected  {', '.join(sorted(question.expected | question.maybe))}")
        if question.needs:
            print(f"  not asked: it needs {question.needs}")
        for answer in answers:
            if answer.question == question:
                told = "person" if answer.tells_person else "page"
                print(f"  query     {answer.query}")
                print(f"  got       {', '.join(answer.found) or 'nothing'} (tells the {told})")
                print(f"  {'WRONG     ' + '; '.join(answer.wrong) if answer.wrong else 'right'}")
    right = right_questions(answers)
    print(f"\n{title}: {sum(right.values())} of {len(right)} questions right")


def main() -> None:
    """Ask on gold text, then from the pixels of the samples."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, help="a workspace of gold texts made before")
    parser.add_argument("--samples", type=Path, help="a workspace where the samples were read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gold = given.gold or make_gold_workspace(Path(folder) / "gold")
        print_answers("gold text", ask_all(gold))
        samples = given.samples or Path(folder) / "samples"
        if not given.samples:
            fill_workspace(samples, SAMPLES / "delivery")
        print_answers("from the pixels", ask_all(samples))


if __name__ == "__main__":
    main()
