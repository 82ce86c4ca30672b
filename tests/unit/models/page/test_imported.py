"""What another program read is kept and comes back as it was."""

from models.canonical import from_json, to_json
from models.page import Imported, Reading
from models.page.imported import make_imported, reading_of
from tests.support.pagetexts import typed


def test_a_reading_comes_back() -> None:
    page = typed()
    reading = Reading(page.text, page.words, 0.71234, "rus", "kk")
    made = make_imported(
        reading, name="а.xml", sha256="ab" * 32, program="ABBYY 11", layout=page.layout
    )
    kept = from_json(Imported, to_json(Imported, made))
    assert kept == made
    back = reading_of(kept)
    assert (back.text, back.words, back.language) == (page.text, page.words, "kk")
    assert (back.confidence, back.model, kept.model) == (0.7123, "imported ABBYY 11", "rus")
