"""A reading room to look at, and one who looks."""

import pytest

from tests.support.webroom import Reader, WebRoom, make_webroom


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> WebRoom:
    return make_webroom(tmp_path_factory.mktemp("room"))


@pytest.fixture
def client(room: WebRoom) -> Reader:
    return Reader(room.app)
