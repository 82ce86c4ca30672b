"""A run as one page that needs neither server nor script, to be kept or sent."""

from models import i18n
from outputs.runs.reading import RunView
from outputs.web.room import HERE, make_templates


def make_report(view: RunView) -> str:
    """HTML in the language of the context; style and charts stand in it."""
    return (
        make_templates()
        .get_template("report.html")
        .render(
            language=i18n.current_language(),
            view=view,
            style=(HERE / "static" / "runs.css").read_text(encoding="utf-8"),
        )
    )
