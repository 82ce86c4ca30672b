"""The shapes of answers about who is who, of the API and of `aigaq people … --json`."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.i18n import current_language
from models.people.clusters import Verdict
from models.people.proposals import told
from outputs.references import cite
from outputs.web.api.answers import Answer
from outputs.web.queries.people import (
    Candidate,
    ListedPerson,
    PersonView,
    Said,
)
from outputs.web.queries.profiles import ProfileView
from outputs.web.room import BIGGEST_ID

ProfileId = Annotated[int, Field(ge=1, le=BIGGEST_ID)]


class PersonAnswer(Answer):
    """A person: a cluster of profiles."""

    id: int = Field(examples=[30])
    name: str = Field(examples=["Досымбеков Ахмет"])
    birth_year: int | None = Field(examples=[1896])
    documents: int = Field(examples=[2])
    mentions: int = Field(examples=[5])


class StandAnswer(Answer):
    """Where a name stands."""

    mention_id: int
    page_id: int
    page_number: int
    source: str
    citation: str
    text: str


class ProfileAnswer(Answer):
    """A name within a document."""

    id: int
    person_id: int | None
    name: str
    surname: str
    given: str
    patronymic: str
    initials: str
    sex: str = Field(description="m, f or empty")
    aliases: list[str]
    birth_year: int | None
    roles: list[str]
    mentions: int = Field(description="0 where it is no longer read so, but was judged.")
    collection: str
    document: str | None
    document_date: str | None = Field(description="EDTF")
    citation: str
    places: list[StandAnswer] = Field(description="The first five.")


class CandidateAnswer(Answer):
    """What the matcher says of two profiles."""

    id: int
    left: ProfileAnswer
    right: ProfileAnswer
    score: float
    automatic: bool = Field(description="Strong enough to stand until a person says otherwise.")
    why: list[str] = Field(description="In the language of the request.")
    state: str = Field(description="open, joined, refused, unsure or covered")
    made_at: datetime


class JudgementAnswer(Answer):
    """A person's word on two profiles."""

    id: int
    left: int
    left_name: str
    right: int
    right_name: str
    verdict: Verdict
    author: str
    reason: str
    made_at: datetime
    holds: bool = Field(description="Whether it is the newest on its pair.")


class PersonPageAnswer(Answer):
    """A person, why its profiles are thought one, and who else it may be."""

    id: int
    name: str
    birth_year: int | None
    mentions: int
    profiles: list[ProfileAnswer]
    ties: list[CandidateAnswer] = Field(description="Between its profiles.")
    candidates: list[CandidateAnswer] = Field(description="With profiles of others, to decide.")
    judgements: list[JudgementAnswer] = Field(description="The newest first.")


class JudgementRequest(BaseModel):
    """What a person says of two profiles."""

    model_config = ConfigDict(extra="forbid")

    left: ProfileId
    right: ProfileId
    verdict: Verdict
    author: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=2000)


class JudgedAnswer(Answer):
    """What a judgement came to."""

    id: int
    people: list[int] = Field(description="The people that the two profiles belong to now.")


def answer_person(person: ListedPerson) -> PersonAnswer:
    """Word a person of a list for programs."""
    return PersonAnswer.model_validate(person)


def answer_profile(profile: ProfileView) -> ProfileAnswer:
    """Word a profile for programs."""
    names = set(ProfileAnswer.model_fields) - {"name", "citation", "places", "aliases", "roles"}
    return ProfileAnswer(
        **{name: getattr(profile, name) for name in names},
        name=profile.normal,
        aliases=list(profile.aliases),
        roles=list(profile.roles),
        citation=cite(profile.reference, current_language()),
        places=[
            StandAnswer(
                mention_id=place.mention_id,
                page_id=place.page_id,
                page_number=place.page_number,
                source=place.source,
                citation=cite(place.reference, current_language()),
                text=place.text,
            )
            for place in profile.places
        ],
    )


def answer_candidate(candidate: Candidate) -> CandidateAnswer:
    """Word a pair for programs."""
    return CandidateAnswer(
        id=candidate.id,
        left=answer_profile(candidate.left),
        right=answer_profile(candidate.right),
        score=candidate.score,
        automatic=candidate.automatic,
        why=told(candidate.why),
        state=candidate.state,
        made_at=candidate.made_at,
    )


def answer_judgement(said: Said) -> JudgementAnswer:
    """Word a judgement for programs."""
    return JudgementAnswer(
        id=said.id,
        left=said.left_id,
        left_name=said.left,
        right=said.right_id,
        right_name=said.right,
        verdict=said.verdict,
        author=said.author,
        reason=said.reason,
        made_at=said.made_at,
        holds=said.holds,
    )


def answer_person_page(person: PersonView) -> PersonPageAnswer:
    """Word all that is known of a person for programs."""
    return PersonPageAnswer(
        id=person.id,
        name=person.name,
        birth_year=person.birth_year,
        mentions=person.mentions,
        profiles=[answer_profile(each) for each in person.profiles],
        ties=[answer_candidate(each) for each in person.ties],
        candidates=[answer_candidate(each) for each in person.candidates],
        judgements=[answer_judgement(each) for each in person.judgements],
    )
