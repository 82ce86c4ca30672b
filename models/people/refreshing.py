"""Keep who is who up to date: profiles, proposals and people, from mentions and judgements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from models.database import Database
from models.database.rows import execute_many, load_rows
from models.entity import Label
from models.i18n import N_
from models.people.anchors import anchor, find_heirs
from models.people.clusters import Pair, pair_of
from models.people.judgements import judged_profiles
from models.people.persons import OPEN, group
from models.people.profiles import Profile, ProfileKey, read_profiles
from models.people.proposals import Matcher, Proposal, propose
from models.tables import (
    MentionRow,
    PeopleStateRow,
    PersonRow,
    ProfileKeyRow,
    ProfileRow,
    ProposalRow,
)

_PLACE: Final = N_("stands where the other stood on the scan")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What there is after a refresh: profiles, people, pairs to decide, pairs not compared."""

    profiles: int
    people: int
    candidates: int
    skipped: int


def refresh(database: Database, matcher: Matcher) -> Refreshed:
    """Work out anew who is who, from all mentions and all judgements.

    The first transaction makes profiles, the last proposals and people; the comparing between them
    holds nobody up. Judgements made meanwhile count.
    """
    with database.write() as connection:
        profiles = _put_profiles(connection, read_profiles(connection))
        _put_keys(connection, profiles, matcher)
    proposed = propose(profiles, matcher)
    count = len(profiles)
    del profiles  # the rows that follow need the memory
    with database.write() as connection:
        _put_proposals(connection, [*proposed.proposals, *_place_proposals(connection)])
        group(connection, None)
        state = {
            "id": 1,
            "refreshed_at": datetime.now(UTC),
            "matcher": matcher.identity,
            "skipped": proposed.skipped,
        }
        connection.execute(delete(PeopleStateRow))
        connection.execute(insert(PeopleStateRow).values(**state))
        return Refreshed(
            profiles=count,
            people=_count(connection, PersonRow.mentions > 0),
            candidates=_count(connection, ProposalRow.state == OPEN),
            skipped=proposed.skipped,
        )


def is_stale(connection: Connection, matcher: Matcher | None = None) -> bool:
    """Whether mentions, or the rules, changed since it was last worked out who is who."""
    unread = exists().where(MentionRow.profile_id.is_(None), MentionRow.label == Label.PERSON)
    if connection.execute(select(unread)).scalar_one():
        return True
    state = connection.execute(select(PeopleStateRow.matcher)).scalar_one_or_none()
    if state is None:
        return False
    if matcher is not None and state != matcher.identity:
        return True
    counted = connection.execute(select(func.sum(ProfileRow.mentions))).scalar_one() or 0
    there = select(func.count()).where(MentionRow.profile_id.is_not(None))
    return bool(counted != connection.execute(there).scalar_one())


def _count(connection: Connection, which: Any) -> int:
    return connection.execute(select(func.count()).where(which)).scalar_one()


def _put_profiles(connection: Connection, profiles: list[Profile]) -> list[Profile]:
    """Bring the profiles of the record to these, and lead mentions to them; gives them ids."""
    known: dict[ProfileKey, Any] = {
        (row.collection_id, row.scope, row.key, row.part): row
        for row in connection.execute(select(*ProfileRow.__table__.columns))
    }
    for profile in profiles:
        profile.id = known[profile.key].id if profile.key in known else 0
    changed = (
        {"_id": each.id, **values}
        for each in profiles
        if each.id and (values := _values(each)) != _values_of(known[each.key])
    )
    execute_many(connection, update(ProfileRow).where(ProfileRow.id == bindparam("_id")), changed)
    new = [each for each in profiles if not each.id]
    load_rows(connection, ProfileRow, ({**_identity(each), **_values(each)} for each in new))
    if new:
        ids = {tuple(row)[1:]: row.id for row in connection.execute(_IDENTITIES)}
        for profile in new:
            profile.id = ids[profile.key]
    moved = (
        {"_id": mention, "profile_id": each.id}
        for each in profiles
        for mention, former in each.links
        if former != each.id
    )
    execute_many(connection, update(MentionRow).where(MentionRow.id == bindparam("_id")), moved)
    _drop_vanished(connection, {row.id for row in known.values()} - {each.id for each in profiles})
    for profile in profiles:
        profile.links.clear()
    return profiles


_IDENTITIES: Final = select(
    ProfileRow.id, ProfileRow.collection_id, ProfileRow.scope, ProfileRow.key, ProfileRow.part
)


def _identity(profile: Profile) -> dict[str, Any]:
    names = ("collection_id", "scope", "key", "part")
    return dict(zip(names, profile.key, strict=True))


def _values(profile: Profile) -> dict[str, Any]:
    name = profile.name
    return {
        "document_id": profile.document_id,
        "normal": name.normal,
        "surname": name.surname,
        "given": name.given,
        "patronymic": name.patronymic,
        "initials": name.initials,
        "sex": name.sex,
        "birth_year": profile.birth_year,
        "aliases": list(name.aliases),
        "roles": list(profile.roles),
        "mentions": profile.mentions,
    }


_VALUES: Final = (
    "document_id", "normal", "surname", "given", "patronymic", "initials", "sex", "birth_year",
    "aliases", "roles", "mentions",
)  # fmt: skip


def _values_of(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _VALUES}


def _drop_vanished(connection: Connection, ids: set[int]) -> None:
    """Delete profiles that no mention makes any more; one that was judged stays, without any."""
    judged = judged_profiles(connection)
    execute_many(
        connection,
        update(ProfileRow).where(ProfileRow.id == bindparam("_id")).values(mentions=0),
        [{"_id": each} for each in sorted(ids & judged)],
    )
    gone = [{"_id": each} for each in sorted(ids - judged)]
    execute_many(connection, delete(ProfileRow).where(ProfileRow.id == bindparam("_id")), gone)


def _put_keys(connection: Connection, profiles: Sequence[Profile], matcher: Matcher) -> None:
    wanted = {(each.id, key) for each in profiles for key in matcher.block_keys(each.name)}
    known = {(row.profile_id, row.key) for row in connection.execute(_KEYS)}
    gone = [{"_id": profile, "_key": key} for profile, key in sorted(known - wanted)]
    dropped = delete(ProfileKeyRow).where(
        ProfileKeyRow.profile_id == bindparam("_id"), ProfileKeyRow.key == bindparam("_key")
    )
    execute_many(connection, dropped, gone)
    new = ({"profile_id": profile, "key": key} for profile, key in sorted(wanted - known))
    load_rows(connection, ProfileKeyRow, new)


_KEYS: Final = select(ProfileKeyRow.profile_id, ProfileKeyRow.key)


def _place_proposals(connection: Connection) -> list[Proposal]:
    """Lead judged profiles whose name is no longer read to those that stand at their places."""
    judged = judged_profiles(connection)
    with_mentions = set(
        connection.execute(select(ProfileRow.id).where(ProfileRow.mentions > 0)).scalars()
    )
    anchor(connection, judged & with_mentions)
    heirs = find_heirs(connection, judged - with_mentions)
    return [
        Proposal(pair_of(former, heir), 1.0, True, ((_PLACE, {}),), is_place=True)
        for former, heir in sorted(heirs.items())
    ]


def _put_proposals(connection: Connection, proposals: Sequence[Proposal]) -> None:
    known: dict[Pair, Any] = {
        (row.left_id, row.right_id): row
        for row in connection.execute(select(*ProposalRow.__table__.columns))
    }
    there = {row.id for row in connection.execute(select(ProfileRow.id))}
    wanted = {each.pair: each for each in proposals if there.issuperset(each.pair)}
    gone = [{"_id": row.id} for pair, row in known.items() if pair not in wanted]
    execute_many(connection, delete(ProposalRow).where(ProposalRow.id == bindparam("_id")), gone)
    now = datetime.now(UTC)
    new, changed = [], []
    for pair, proposal in wanted.items():
        values = _proposed(proposal)
        row = known.get(pair)
        if row is None:
            ends = {"left_id": pair[0], "right_id": pair[1]}
            new.append({**values, **ends, "made_at": now, "state": OPEN})
        elif any(getattr(row, name) != value for name, value in values.items()):
            changed.append({"_id": row.id, **values, "made_at": now})
    execute_many(connection, update(ProposalRow).where(ProposalRow.id == bindparam("_id")), changed)
    load_rows(connection, ProposalRow, new)


def _proposed(proposal: Proposal) -> dict[str, Any]:
    return {
        "score": proposal.score,
        "automatic": proposal.automatic,
        "is_place": proposal.is_place,
        "why": [list(reason) for reason in proposal.why],
    }
