"""Every code of an error is known, and one of an older record does not stop who meets it."""

import pytest

from models.errors import KINDS, STORE_FULL, StoreError, kind_of
from models.i18n import LANGUAGES, _, language


def test_an_error_says_what_it_means_and_what_helps() -> None:
    error = StoreError(STORE_FULL, "/srv")
    assert error.kind is KINDS[STORE_FULL] is kind_of("store-full")
    assert str(error) == "There is no space left for the workspace: /srv"
    with language("ru"):
        assert error.remedy != KINDS[STORE_FULL].remedy


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_code_that_is_gone_says_itself_and_knows_no_remedy(spoken: str) -> None:
    kind = kind_of("of-an-older-record")
    with language(spoken):
        assert (_(kind.meaning), _(kind.remedy)) == ("of-an-older-record", "")
