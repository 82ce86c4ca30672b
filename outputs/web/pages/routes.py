"""The addresses of all pages for people."""

from typing import Final

from fastapi import APIRouter

from outputs.web.pages import (
    archive,
    dates,
    lists,
    namelists,
    names,
    page,
    people,
    runs,
    search,
    signing,
)

router: Final = APIRouter()
for _pages in (people, archive, lists, dates, names, namelists, page, search, signing, runs):
    router.include_router(_pages.router)
