"""People's words on who is who: rows that are only added, of which the newest on a pair holds."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select

from models import audit
from models.errors import ARGUMENT_INVALID, PERSON_UNKNOWN, ConfigError
from models.people.anchors import anchor
from models.people.clusters import Decision, Pair, Verdict, pair_of
from models.tables import JudgementRow, ProfileRow, ProposalRow

_LONGEST = 2000  # code points of a reason or of an author's name


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who says what of two profiles, and why.

    Attributes:
        left: a profile's id.
        right: another's.
        verdict: what is said.
        author: who says it.
        reason: in the author's words.
        actor: who was known to send it, for the audit; empty where that is the author.
    """

    left: int
    right: int
    verdict: Verdict
    author: str
    reason: str
    actor: str = ""


def add_judgements(
    connection: Connection, judgements: Sequence[Judgement], *, now: datetime
) -> list[int]:
    """Write people's words down, with what the matcher said then; returns their ids.

    The places of both profiles on their scans are kept beside, so that the word still holds when
    their names are read differently one day.

    Raises:
        ConfigError: a profile that is not there or twice the same, no author or no reason.
    """
    profiles = {each for judgement in judgements for each in (judgement.left, judgement.right)}
    for judgement in judgements:
        _check(judgement)
    known = set(
        connection.execute(select(ProfileRow.id).where(ProfileRow.id.in_(profiles))).scalars()
    )
    if known != profiles:
        raise ConfigError(PERSON_UNKNOWN, ", ".join(map(str, sorted(profiles - known))))
    anchor(connection, profiles)
    return [_add(connection, judgement, now) for judgement in judgements]


def newest_decisions(
    connection: Connection, profiles: Collection[int] | None = None
) -> list[Decision]:
    """The word that holds on each pair: of all, or of pairs that have one of these profiles."""
    query = select(
        JudgementRow.id, JudgementRow.left_id, JudgementRow.right_id, JudgementRow.verdict
    ).order_by(JudgementRow.id)
    rows: Iterable[Row[Any]]
    if profiles is None:
        rows = connection.execute(query)
    else:
        ids = list(profiles)
        touching = or_(JudgementRow.left_id.in_(ids), JudgementRow.right_id.in_(ids))
        rows = connection.execute(query.where(touching))
    newest: dict[Pair, Decision] = {}
    for row in rows:
        pair = (row.left_id, row.right_id)
        newest[pair] = Decision(pair, Verdict(row.verdict), row.id)
    return list(newest.values())


def judged_profiles(connection: Connection) -> set[int]:
    """All profiles that a word was ever said of."""
    left = connection.execute(select(JudgementRow.left_id).distinct()).scalars()
    right = connection.execute(select(JudgementRow.right_id).distinct()).scalars()
    return {*left, *right}


def _check(judgement: Judgement) -> None:
    if judgement.left == judgement.right:
        raise ConfigError(ARGUMENT_INVALID, f"{judgement.left} = {judgement.right}")
    for name in ("author", "reason"):
        text = getattr(judgement, name).strip()
        if not text or len(text) > _LONGEST:
            raise ConfigError(ARGUMENT_INVALID, name)


def _add(connection: Connection, judgement: Judgement, now: datetime) -> int:
    left, right = pair_of(judgement.left, judgement.right)
    proposal = connection.execute(
        select(ProposalRow.score, ProposalRow.why).where(
            ProposalRow.left_id == left, ProposalRow.right_id == right
        )
    ).first()
    made = insert(JudgementRow).values(
        left_id=left,
        right_id=right,
        verdict=judgement.verdict,
        author=judgement.author.strip(),
        reason=judgement.reason.strip(),
        made_at=now,
        score=proposal.score if proposal else None,
        why=proposal.why if proposal else None,
    )
    number = int(connection.execute(made.returning(JudgementRow.id)).scalar_one())
    audit.take_down(
        connection,
        judgement.actor or judgement.author,
        "judge",
        f"judgement {number}",
        left=left,
        right=right,
        verdict=judgement.verdict,
        author=judgement.author,
    )
    return number
