"""Read the page, look twice at what is doubted, and turn it over where it makes no sense."""

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final, Literal

from pydantic import Field

from models.languages import KAZAKH, guess_language, kazakh_share
from models.page import (
    Cleaning,
    Geometry,
    Imported,
    Layout,
    Page,
    Reading,
    Region,
    Route,
)
from models.page.imported import reading_of
from pipeline import imaging
from pipeline.engines.ocr_tesseract import Options as TesseractOptions
from pipeline.engines.ocr_tesserocr import Options as TesserocrOptions
from pipeline.engines.protocols import AnyReadingEngine, GreyImage
from pipeline.layout.arrange import make_galley
from pipeline.layout.dust import without_dust
from pipeline.layout.missed import find_missed, with_missed
from pipeline.layout.overlooked import find_overlooked, find_unread, with_overlooked
from pipeline.layout.shining import without_shining
from pipeline.layout.spaced import read_spaced
from pipeline.layout.strips import restored, set_out
from pipeline.reading.capitals import lower_letters, raise_letters
from pipeline.reading.closeset import set_close
from pipeline.reading.coarse import coarsened, grown
from pipeline.reading.figures import put_threes
from pipeline.reading.glance import sounds_kazakh, upside_down
from pipeline.reading.joining import join_marks
from pipeline.reading.parting import part_words
from pipeline.reading.plain_lines import (
    better_of,
    is_torn,
    makes_more_sense,
    needs_lines,
    overlooks,
    says_something,
)
from pipeline.reading.points import find_points
from pipeline.reading.romans import write_romans
from pipeline.reading.second import Stretch, find_doubted
from pipeline.reading.settling import settled
from pipeline.reading.sheet import Sheet
from pipeline.reading.stamped import find_impressions, read_stamps, with_stamps
from pipeline.stage import StageOptions

# Of the words of Kazakh prose nearly half have a Kazakh letter; of misread Russian ones a few.
_KAZAKH_ABOVE: Final = 0.2
_NOTHING: Final = 0.5  # confidence of what says nothing, handwriting for instance
_UPRIGHT: Final = 0.35  # confidence that no page on its head has: twelve had 0.05 to 0.26
_WELL: Final = 0.8  # confidence of a page that is read well; photographs in shade have less
_STRETCHES: Final = 8  # without a word, of which one must say something
_CLEARLY: Final = 0.2  # by which some lines must be less sure upside down than the page is


class Options(StageOptions):
    """Which engine reads, and when its reading is doubted."""

    use: Literal["ocr"] = "ocr"
    imported: bool = Field(
        default=True,
        description="Take the text that was delivered with a scan instead of reading it.",
    )
    engine: AnyReadingEngine = TesseractOptions()
    second_engine: AnyReadingEngine | None = Field(
        default=TesserocrOptions(),
        description="Reads doubted words again, its model loaded once; none: `engine` does.",
    )
    first_dpi: int = Field(
        default=200,
        ge=100,
        le=600,
        description="Resolution of the first reading: coarser than the second, and as good.",
    )
    doubt_below: float = Field(
        default=0.75,
        ge=0,
        le=1,
        description="Confidence of a word under which it is read again; 0 reads once.",
    )
    second_look_below: float = Field(
        default=0.65,
        ge=0,
        le=1,
        description="Mean confidence under which the page is also read upside down.",
    )
    stamps_above: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Confidence of a word on a stamp from which it is one; 1 reads no stamps.",
    )
    stamp_model: str = Field(
        default="typescript_rus",
        description="Reads stamps; on a Kazakh page the page's own looks for Kazakh letters.",
    )
    blank_below: float = Field(
        default=0.0005,
        ge=0,
        le=1,
        description="Share of ink under which a page with nothing read on it is blank.",
    )

    def build(self) -> "Ocr":
        """Make the stage."""
        return Ocr(self)


class Ocr:
    """Picture in, text and words out, boxes in pixels of the scan.

    A page on its head is told by its reading: asking Tesseract beforehand costs half a reading on
    every page, a second reading costs one on the few that need it.
    """

    name: ClassVar[str] = "ocr"
    version: ClassVar[str] = "56"
    needs: ClassVar[tuple[str, ...]] = (
        "image", "geometry", "cleaning", "route", "imported",
    )  # fmt: skip
    gives: ClassVar[tuple[str, ...]] = ("upright", "layout", "reading", "alternatives")

    def __init__(self, options: Options) -> None:
        self._options = options
        self._engine = options.engine.build()
        second = options.second_engine
        self._second_engine = second.build() if second else self._engine

    @property
    def identity(self) -> str:
        """The engines'."""
        return " ".join(dict.fromkeys((self._engine.identity, self._second_engine.identity)))

    def process(self, page: Page) -> Page:
        """Raises EngineError, EngineTimeout, or SourceError when the scan cannot be decoded."""
        assert page.cleaning is not None
        assert page.route is not None
        if self._options.imported and page.imported is not None:
            return self._with_imported(page, page.imported)
        sheet = self._upright(page)
        kazakh = page.route.kazakh
        language = page.route.language or guess_language(sheet.reading.text)
        if kazakh and kazakh != sheet.reading.model and language == KAZAKH:
            # Nobody described it, and it sounds Kazakh even without Kazakh letters.
            sheet = self._read(page, sheet, kazakh)
            language = guess_language(sheet.reading.text)
        sheet = _parted(sheet, language)
        model = page.route.second_of(language)
        doubted, seconds = self._second(sheet, model, language)
        if kazakh and kazakh != sheet.reading.model and _is_kazakh(*seconds):
            # A mixed page, or one that is described wrongly.
            other = self._read(page, sheet, kazakh)
            if guess_language(other.reading.text) == KAZAKH:
                sheet, language = _parted(other, KAZAKH), KAZAKH
                model = page.route.second_of(KAZAKH)
                doubted, seconds = self._second(sheet, model, language)
        reading, alternatives = settled(
            sheet.reading, doubted, seconds, model=model or "", language=language
        )
        reading, alternatives = lower_letters(reading, sheet.picture, alternatives)
        reading, alternatives = raise_letters(reading, sheet.picture, alternatives)
        reading, alternatives = put_threes(reading, sheet.picture, alternatives)
        reading, alternatives = write_romans(reading, alternatives)
        to_scan = sheet.geometry.to_scan
        words = tuple(replace(word, box=to_scan(word.box)) for word in reading.words)
        body = replace(reading, words=words, language=language)
        whole, regions = self._with_stamps(page, body, sheet.geometry.rotation)
        cells = tuple(replace(cell, box=to_scan(cell.box)) for cell in sheet.galley.cells)
        return replace(
            page,
            upright=sheet.geometry,
            layout=Layout(cells, regions),
            reading=whole,
            alternatives=alternatives,
            blank=not whole.words and self._is_bare(page),
        )

    def _with_imported(self, page: Page, imported: Imported) -> Page:
        """The page as another program read it; no engine is asked."""
        assert page.geometry is not None
        rotation = page.geometry.rotation if imported.rotation is None else imported.rotation
        reading = reading_of(imported)
        return replace(
            page,
            upright=replace(page.geometry, rotation=rotation),
            layout=imported.layout,
            reading=reading,
            alternatives=(),
            blank=not reading.words and self._is_bare(page),
        )

    def _upright(self, page: Page) -> Sheet:
        """Read the page as it lies, and upside down as well where that gives little sense."""
        assert page.geometry is not None
        assert page.route is not None
        sheet = self._suited(page, page.route, page.geometry)
        if self._makes_sense(sheet.reading) or self._is_bare(page):
            return sheet
        better = sheet
        if not self._stands_upright(page, sheet):
            turned = self._suited(page, page.route, page.geometry.turned_over())
            better = max(sheet, turned, key=lambda each: each.reading.confidence)
        reading = better.reading
        if self._makes_sense(better.first) or not overlooks(reading, better.galley.letters):
            return better
        if reading.confidence > _NOTHING or self._is_legible(better, reading, reading.model):
            # Faded, stained or shaded, not nonsense: what was left out is looked for nevertheless.
            first, model = better.first, reading.model
            return self._completed(page, better, first, model, at_any_rate=True)
        return better

    def _stands_upright(self, page: Page, sheet: Sheet) -> bool:
        """Whether a page that makes little sense makes still less upside down, by some lines."""
        confidence = sheet.reading.confidence
        if confidence < _UPRIGHT:
            return False
        sample, model = upside_down(sheet.coarse), sheet.reading.model
        digest, dpi = page.image.digest, sheet.coarse_dpi
        read = self._second_engine.read(sample, model=model, digest=digest, dpi=dpi, block=True)
        return read.confidence < confidence - _CLEARLY

    def _suited(self, page: Page, route: Route, geometry: Geometry) -> Sheet:
        """Read the page, turned one way, by the model that suits it."""
        sheet = self._laid_out(page, geometry)
        model = self._model_for(page, route, sheet)
        read = self._read(page, sheet, model)
        # Of the lines of a mixed page one tells nothing.
        kept = model == route.model or _is_kazakh(read.reading)
        return read if kept else self._read(page, sheet, route.model)

    def _model_for(self, page: Page, route: Route, sheet: Sheet) -> str:
        """The route's, or the Kazakh one where a glance at a page nobody described tells it."""
        if route.language is not None or not route.kazakh or self._is_bare(page):
            return route.model
        kazakh = sounds_kazakh(
            self._second_engine,
            sheet.coarse,
            model=route.kazakh,
            dpi=sheet.coarse_dpi,
            sure=self._options.second_look_below,
        )
        return route.kazakh if kazakh else route.model

    def _is_bare(self, page: Page) -> bool:
        assert page.cleaning is not None
        return page.cleaning.ink < self._options.blank_below

    def _laid_out(self, page: Page, geometry: Geometry) -> Sheet:
        """Prepare the page for its first reading, whichever model reads it."""
        assert page.cleaning is not None
        picture = imaging.prepared(page, geometry, page.cleaning)
        cleaning = page.cleaning
        typed = _typed(page, cleaning, geometry) if cleaning.ghosts else None
        galley = make_galley(picture, _inked(page, cleaning, geometry), typed)
        dpi = max(1, round(page.image.dpi * geometry.scale))
        factor = min(1.0, self._options.first_dpi / dpi)
        return Sheet(geometry, galley.page, dpi, galley, coarsened(galley.picture, factor), factor)

    def _read(self, page: Page, sheet: Sheet, model: str) -> Sheet:
        """Read the whole page at the coarser resolution, once more where lines were left out."""
        return self._completed(page, sheet, self._once(page, sheet, model), model)

    def _completed(
        self, page: Page, sheet: Sheet, first: Reading, model: str, *, at_any_rate: bool = False
    ) -> Sheet:
        """A sheet with its reading, mended where lines were left out.

        A page that makes no sense may lie on its head, so it is read once, unless `at_any_rate`.
        """
        reading = first
        if at_any_rate or self._makes_sense(reading):
            reading = self._whole(page, sheet, reading, model)
        galley = sheet.galley
        reading = without_shining(galley.restored(reading), sheet.picture, galley.cells)
        reading = join_marks(without_dust(reading) if galley.is_columns else reading)
        if self._makes_sense(reading):
            engine, spaced = self._second_engine, galley.spaced
            reading = read_spaced(engine, reading, sheet.picture, spaced, dpi=sheet.dpi)
            reading = self._with_overlooked(sheet, reading)
        return replace(sheet, reading=reading, first=first)

    def _whole(self, page: Page, sheet: Sheet, reading: Reading, model: str) -> Reading:
        """A reading, or that of even paper or of plain lines where it is better."""
        galley = sheet.galley
        loses = self._loses(sheet, reading, model)
        if loses and imaging.is_shaded(sheet.coarse):
            # One threshold for the whole page takes shade for ink, and what stands there is lost.
            even = replace(sheet, coarse=imaging.evened(sheet.coarse))
            found = self._once(page, even, model)
            if makes_more_sense(found, reading):
                sheet, reading = even, found
        if (loses or is_torn(reading)) and needs_lines(reading, galley):
            reading = better_of(reading, self._once(page, sheet, model, block=True))
        return reading

    def _loses(self, sheet: Sheet, reading: Reading, model: str) -> bool:
        """Whether letters were left out that say anything, by some stretches of them.

        Grain says nothing; neither does faded ink, which is why the page must be read well.
        """
        galley = sheet.galley
        whole = galley.restored(reading)
        if not overlooks(whole, galley.letters):
            return False
        return reading.confidence < _WELL or self._is_legible(sheet, whole, model)

    def _is_legible(self, sheet: Sheet, whole: Reading, model: str) -> bool:
        """Whether some stretches without a word say something on even paper."""
        unread = find_unread(whole, sheet.galley.letters, most=_STRETCHES)
        if not unread:
            return False
        picture = imaging.evened(sheet.picture)
        read = self._second_engine.read_lines(picture, unread, model=model, dpi=sheet.dpi)
        return any(map(says_something, read))

    def _once(self, page: Page, sheet: Sheet, model: str, *, block: bool = False) -> Reading:
        """What the engine reads in the galley, boxes in its pixels."""
        galley, digest, dpi = sheet.galley, page.image.digest, sheet.coarse_dpi
        read = partial(self._engine.read, model=model, digest=digest, dpi=dpi)
        set_as_lines, columns = block or galley.is_block, galley.is_columns
        found = read(sheet.coarse, block=set_as_lines, keep_rows=columns)
        reading = grown(found, sheet.factor)
        missed = find_missed(reading, galley.strips, sheet.factor)
        if missed and self._makes_sense(reading):
            again = restored(read(set_out(sheet.coarse, missed), block=True), missed)
            reading = with_missed(reading, grown(again, sheet.factor))
        return replace(reading, model=model)

    def _with_overlooked(self, sheet: Sheet, reading: Reading) -> Reading:
        """A reading with the lines of columns that the engine left out."""
        missed = find_overlooked(reading, sheet.galley.strips, sheet.galley.letters)
        if not missed:
            return reading
        boxes = [each.box for each in missed]
        read = self._second_engine.read_lines(
            sheet.picture, boxes, model=reading.model, dpi=sheet.dpi, keep_rows=True
        )
        return with_overlooked(reading, missed, read)

    def _makes_sense(self, reading: Reading) -> bool:
        return reading.confidence >= self._options.second_look_below

    def _second(
        self, sheet: Sheet, model: str | None, language: str | None
    ) -> tuple[list[Stretch], tuple[Reading, ...]]:
        """Doubted words with their neighbours, read again, finer and by another model."""
        if model is None or not self._options.doubt_below:
            return [], ()
        below, russian = self._options.doubt_below, language != KAZAKH
        points = find_points(sheet.reading, sheet.picture)
        doubted = find_doubted(sheet.reading, below=below, russian=russian, pointed=points)
        if not doubted:
            return [], ()
        closer = set_close(sheet.picture, sheet.reading, doubted)
        read = self._second_engine.read_lines(
            closer.picture, closer.boxes, model=model, dpi=sheet.dpi
        )
        return doubted, closer.restored(read)

    def _with_stamps(
        self, page: Page, body: Reading, rotation: int
    ) -> tuple[Reading, tuple[Region, ...]]:
        """The body and, behind it, what its stamps say, which it was read without."""
        assert page.cleaning is not None
        regions, above = page.cleaning.regions, self._options.stamps_above
        if not regions or above >= 1:
            return body, regions
        ink_of, dpi = imaging.stamp_ink_of(page), page.image.dpi
        stamps = find_impressions(ink_of, regions, rotation=rotation, dpi=dpi)
        models = [self._options.stamp_model]
        if body.language == KAZAKH and body.model not in models:
            models.append(body.model)
        read = read_stamps(self._second_engine, stamps, models=models)
        said = dict(zip((stamp.region for stamp in stamps), read, strict=True))
        return with_stamps(body, regions, said, above=above)


def _inked(page: Page, cleaning: Cleaning, geometry: Geometry) -> GreyImage | None:
    """The page with all of its ink on even paper; None where it is so, or no recipe was tried."""
    kept = imaging.with_all_ink(cleaning)
    if kept == cleaning:
        return None
    return imaging.prepared(page, geometry, kept)


def _typed(page: Page, cleaning: Cleaning, geometry: Geometry) -> GreyImage:
    """The page without what shines through from its back."""
    return imaging.prepared(page, geometry, imaging.with_type_alone(cleaning))


def _parted(sheet: Sheet, language: str | None) -> Sheet:
    """A sheet on which words that were run together are parted."""
    parted = part_words(sheet.reading, sheet.picture, kazakh=language == KAZAKH)
    return replace(sheet, reading=parted)


def _is_kazakh(*readings: Reading) -> bool:
    """Whether a model that has Kazakh letters found as many as Kazakh has."""
    return kazakh_share(" ".join(reading.text for reading in readings)) > _KAZAKH_ABOVE
