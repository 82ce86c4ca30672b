"""Export as W3C Web Annotations: what is named on each page, by its words and on its scan."""

import json
from typing import Any, ClassVar, Final

from outputs.boxes import line_boxes
from outputs.export.pagetext.pagefiles import PageFiles
from outputs.export.traversal import AnyRow, ExportedPage
from outputs.references import mention_address

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_MEDIA_FRAGMENTS: Final = "http://www.w3.org/TR/media-frags/"
_AROUND: Final = 32
"""Code points before and after a mention by which a changed text can be searched for it."""


class Annotations(PageFiles):
    """One AnnotationPage a page, as JSON-LD."""

    name: ClassVar[str] = "annotations"
    media_type: ClassVar[str] = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
    ending: ClassVar[str] = ".json"

    def content(self, page: ExportedPage) -> bytes:
        """The file of a page."""
        room = self.source.address.rstrip("/")
        address = f"{room}/iiif/pages/{page.row.page_id}"
        words = page.read_words()
        found = {
            "@context": CONTEXT,
            "id": f"{address}/mentions",
            "type": "AnnotationPage",
            "items": [
                {
                    "id": mention_address(room, page.row.page_id, mention),
                    "type": "Annotation",
                    "motivation": ["identifying", "tagging"],
                    "body": list(_bodies(room, mention)),
                    "target": [
                        _on_text(f"{address}/text.txt", page.text, mention),
                        *(
                            _on_scan(f"urn:sha256:{page.row.image_sha256}", box)
                            for box in line_boxes(words, (mention.start, mention.end))
                        ),
                    ],
                }
                for mention in page.mentions
            ],
        }
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _bodies(room: str, mention: AnyRow) -> list[dict[str, Any]]:
    """The kind of a mention, what it names, and the page that tells more."""
    value = mention.edtf or mention.normal
    path = f"people/{mention.person_id}" if mention.person_id else f"entities/{mention.entity_id}"
    return [
        {"type": "TextualBody", "purpose": "classifying", "value": mention.label},
        {"type": "TextualBody", "purpose": "tagging", "value": value},
        {"type": "SpecificResource", "purpose": "identifying", "source": f"{room}/{path}"},
    ]


def _on_text(source: str, text: str, mention: AnyRow) -> dict[str, Any]:
    """The characters, by what stands there and by their offsets."""
    start, end = mention.start, mention.end
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
        ],
    }


def _on_scan(source: str, box: Any) -> dict[str, Any]:
    """A part of the untouched scan, whatever way its text lies."""
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": _MEDIA_FRAGMENTS,
            "value": f"xywh=pixel:{box.left},{box.top},{box.width},{box.height}",
        },
    }
