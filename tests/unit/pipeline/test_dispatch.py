"""Jobs of a shared run: whole ones first, ever smaller ones at the end."""

from itertools import chain, pairwise

import pytest

from pipeline.jobs.dispatch import tapering


@pytest.mark.parametrize(("pages", "size", "shares"), [(120, 16, 4), (5, 16, 8), (64, 4, 1)])
def test_every_page_is_in_one_job_and_the_last_jobs_hold_one_page(
    pages: int, size: int, shares: int
) -> None:
    jobs = list(tapering(range(pages), size, shares))

    assert list(chain.from_iterable(jobs)) == list(range(pages))
    assert all(len(later) <= len(sooner) <= size for sooner, later in pairwise(jobs))
    assert len(jobs[-1]) == 1 or shares == 1


def test_a_job_of_several_pages_is_at_most_its_share_of_what_is_left() -> None:
    jobs = list(tapering(range(120), 16, 4))

    for number, job in enumerate(jobs):
        left = sum(len(later) for later in jobs[number:])
        assert len(job) == 1 or len(job) * 4 <= left


def test_no_pages_are_no_jobs() -> None:
    assert list(tapering((), 16, 4)) == []
