"""Options that several commands have, so that each is named and explained alike."""

from typing import Annotated

import typer

Collection = Annotated[str | None, typer.Option(metavar="CODE", help="Only this collection.")]
Person = Annotated[str | None, typer.Option(help="Named as a person on the page.")]
Place = Annotated[str | None, typer.Option(help="Named as a place on the page.")]
DateFrom = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="EDTF, such as 1937-11 or 1937.")
]
DateTo = Annotated[str | None, typer.Option("--to", metavar="DATE", help="EDTF.")]
Widening = Annotated[
    str, typer.Option(metavar="none|near|wider", help="Misread words and other spellings.")
]
PlacesAcrossTime = Annotated[
    bool, typer.Option("--places-across-time", help="Places under all names they have had.")
]
Limit = Annotated[int, typer.Option(min=1, max=1000)]
After = Annotated[
    str | None, typer.Option(metavar="NEXT", help="Go on after an earlier answer's `next`.")
]
