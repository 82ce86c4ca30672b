"""The addresses of the API, in the order in which its description lists them."""

from typing import Final

from fastapi import APIRouter

from outputs.web.api import lists, names, people, record, search

router: Final = APIRouter()
for _part in (record, search, lists, people, names):
    router.include_router(_part.router)
