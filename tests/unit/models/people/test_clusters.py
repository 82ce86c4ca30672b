"""Clusters follow people's words, then the matcher's, and are the same in whatever order."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from models.people.clusters import Clusters, Decision, Link, Verdict, find_clusters, pair_of

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


def cluster(
    born: dict[int, int | None],
    words: Iterable[tuple[int, int, Verdict]] = (),
    links: Iterable[tuple[int, int, float]] = (),
) -> Clusters:
    """Words in the order they were said."""
    decisions = {
        pair_of(one, other): Decision(pair_of(one, other), verdict, number)
        for number, (one, other, verdict) in enumerate(words)
    }
    return find_clusters(
        born,
        decisions.values(),
        [Link(pair_of(one, other), score) for one, other, score in links],
    )


def together(clusters: Clusters) -> set[frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for profile, person in clusters.person.items():
        groups.setdefault(person, set()).add(profile)
    return {frozenset(group) for group in groups.values()}


def unknown(count: int) -> dict[int, int | None]:
    return dict.fromkeys(range(1, count + 1))


def test_links_join_and_the_oldest_profile_names_the_person() -> None:
    found = cluster(unknown(4), links=[(3, 2, 0.9), (4, 3, 0.8)])
    assert found.person == {1: 1, 2: 2, 3: 2, 4: 2}


def test_a_word_for_two_goes_over_the_matcher() -> None:
    assert together(cluster(unknown(2), [(1, 2, SAME)])) == {frozenset({1, 2})}
    assert len(together(cluster(unknown(2), [(1, 2, DIFFERENT)], [(1, 2, 1.0)]))) == 2


def test_unsure_takes_the_matchers_link_off() -> None:
    assert len(together(cluster(unknown(2), [(1, 2, UNSURE)], [(1, 2, 1.0)]))) == 2


def test_two_kept_apart_are_not_joined_by_a_third() -> None:
    found = cluster(unknown(3), [(1, 2, DIFFERENT)], [(1, 3, 0.9), (2, 3, 0.8)])
    assert together(found) == {frozenset({1}), frozenset({2}), frozenset({3})}
    assert found.enemies == {(1, 2)}


def test_a_word_may_join_what_the_matcher_would_not() -> None:
    found = cluster({1: 1889, 2: 1898}, [(1, 2, SAME)])
    assert together(found) == {frozenset({1, 2})}


def test_birth_years_keep_links_from_joining_even_over_a_third() -> None:
    born = {1: 1889, 2: 1902, 3: None}
    found = cluster(born, links=[(1, 3, 0.9), (2, 3, 0.95)])
    assert len(together(found)) == 3


def test_one_year_on_both_sides_goes_before_a_missing_one() -> None:
    born = {1: 1889, 2: None, 3: 1889}
    found = cluster(born, links=[(1, 2, 1.0), (1, 3, 0.7)])
    assert together(found) == {frozenset({1, 2, 3})}


def test_the_newest_word_holds_where_words_contradict() -> None:
    joined = cluster(unknown(3), [(1, 3, DIFFERENT), (1, 2, SAME), (2, 3, SAME)])
    assert together(joined) == {frozenset({1, 2, 3})}
    assert [each.pair for each in joined.contested] == [(1, 3)]
    parted = cluster(unknown(3), [(1, 2, SAME), (2, 3, SAME), (1, 3, DIFFERENT)])
    assert together(parted) == {frozenset({1}), frozenset({2, 3})}
    assert [each.pair for each in parted.contested] == [(1, 2)]


def test_a_place_on_the_scan_goes_over_years() -> None:
    links = [Link((1, 2), 1.0, is_place=True)]
    assert find_clusters({1: 1889, 2: 1839}, [], links).person == {1: 1, 2: 1}


WORDS = st.tuples(
    st.integers(1, 8), st.integers(1, 8), st.sampled_from([SAME, DIFFERENT, UNSURE])
).filter(lambda each: each[0] != each[1])
LINKS = st.tuples(st.integers(1, 8), st.integers(1, 8), st.sampled_from([0.7, 0.8, 0.9])).filter(
    lambda each: each[0] != each[1]
)
BORN = st.lists(st.sampled_from([None, 1889, 1902]), min_size=8, max_size=8)


@given(
    years=BORN, words=st.lists(WORDS, max_size=12), links=st.lists(LINKS, max_size=12), d=st.data()
)
def test_clusters_keep_words_and_do_not_depend_on_order(
    years: list[int | None],
    words: list[tuple[int, int, Verdict]],
    links: list[tuple[int, int, float]],
    d: st.DataObject,
) -> None:
    born = dict(enumerate(years, start=1))
    links = list({pair_of(*each[:2]): each for each in links}.values())
    found = cluster(born, words, links)
    assert cluster(born, words, d.draw(st.permutations(links))) == found
    contested = {each.pair for each in found.contested}
    for (one, other), verdict in {pair_of(*each[:2]): each[2] for each in words}.items():
        if verdict is not UNSURE and (one, other) not in contested:
            assert (found.person[one] == found.person[other]) == (verdict is SAME)
    for person, group in ((min(group), group) for group in together(found)):
        assert {found.person[each] for each in group} == {person}


@given(years=BORN, words=st.lists(WORDS, max_size=8), links=st.lists(LINKS, max_size=8))
def test_without_a_word_no_two_birth_years_are_one(
    years: list[int | None],
    words: list[tuple[int, int, Verdict]],
    links: list[tuple[int, int, float]],
) -> None:
    born = dict(enumerate(years, start=1))
    links = list({pair_of(*each[:2]): each for each in links}.values())
    apart = [each for each in words if each[2] is not SAME]
    for group in together(cluster(born, apart, links)):
        assert len({born[each] for each in group} - {None}) <= 1
