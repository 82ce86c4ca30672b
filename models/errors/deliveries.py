"""What is wrong with delivered files: to quarantine with them, and not tried again."""

from models.errors.kinds import add_kind
from models.i18n import N_

BAG_INVALID = add_kind(
    "bag-invalid",
    N_("The bag is not what its checksums say"),
    N_("Ask for it again, or copy it anew; nothing of it was registered."),
)
MANIFEST_INVALID = add_kind(
    "manifest-invalid",
    N_("The manifest cannot be used"),
    N_("Check its column names and encoding (UTF-8) against docs/archivist.md."),
)
SOURCE_EMPTY = add_kind(
    "source-empty",
    N_("The file is empty"),
    N_("Copy it again from the original medium."),
)
SOURCE_TYPE_UNKNOWN = add_kind(
    "source-type-unknown",
    N_("The file is not a PDF, TIFF, JPEG, PNG or JPEG 2000"),
    N_("Convert it to one of these formats, or leave it out of the delivery."),
)
SOURCE_ARCHIVE = add_kind(
    "source-archive",
    N_("The file is an archive (ZIP, RAR, 7z, tar), which is not opened"),
    N_("Unpack it and deliver the folder."),
)
SOURCE_TRUNCATED = add_kind(
    "source-truncated",
    N_("The file ends before its content does"),
    N_("Copy or scan it again; what arrived is kept unchanged."),
)
SOURCE_CORRUPT = add_kind(
    "source-corrupt",
    N_("The file is damaged and cannot be decoded"),
    N_("Copy or scan it again; what arrived is kept unchanged."),
)
SOURCE_ENCRYPTED = add_kind(
    "source-encrypted",
    N_("The PDF is protected by a password"),
    N_("Save it without a password and deliver it again under the same name."),
)
SOURCE_NO_PAGES = add_kind(
    "source-no-pages",
    N_("The file holds no page"),
    N_("Check the original; an empty container holds nothing to read."),
)
SOURCE_UNREADABLE = add_kind(
    "source-unreadable",
    N_("The file cannot be opened"),
    N_("Check its permissions and the medium it lies on."),
)
SOURCE_CHANGED = add_kind(
    "source-changed",
    N_("The original was changed where it lies since it was delivered"),
    N_("Deliver it again under the same name; its pages are then read anew."),
)
SOURCE_TOO_MANY_PAGES = add_kind(
    "source-too-many-pages",
    N_("The file has more pages than the limit"),
    N_("Split it, or raise ingest.limits.pages in config.yaml."),
)
SOURCE_TOO_LARGE = add_kind(
    "source-too-large",
    N_("A page has more pixels than the limit"),
    N_("Scan it at a lower resolution, or raise ingest.limits.pixels in config.yaml."),
)
SOURCE_TIMEOUT = add_kind(
    "source-timeout",
    N_("Decoding took longer than the limit"),
    N_("Look at the file by hand, or raise ingest.limits.seconds in config.yaml."),
)
SOURCE_MEMORY = add_kind(
    "source-memory",
    N_("Decoding needed more memory than the limit"),
    N_("Look at the file by hand, or raise ingest.limits.megabytes in config.yaml."),
)
SOURCE_OUTPUT = add_kind(
    "source-output",
    N_("Decoding wrote a larger file than the limit"),
    N_("Look at the file by hand, or raise ingest.limits.file_megabytes in config.yaml."),
)
TEXT_BROKEN = add_kind(
    "text-broken",
    N_("The file of page text cannot be read"),
    N_("Its pages are read by OCR instead. Deliver an undamaged copy to have its text."),
)
TEXT_UNFIT = add_kind(
    "text-unfit",
    N_("The page text was made from a scan of another shape"),
    N_("Its pages are read by OCR instead. Deliver the text that belongs to these scans."),
)
TEXT_IMPLAUSIBLE = add_kind(
    "text-implausible",
    N_("The text over a scan makes no sense"),
    N_("The page is read by OCR instead. Nothing has to be done."),
)
