"""A workspace with a few delivered scans, called as from a shell."""

from pathlib import Path

from PIL import Image
from typer.testing import CliRunner, Result

from pipeline.cli.app import app
from pipeline.settings import read_settings
from pipeline.workspace import Workspace


class DeliveredPlace:
    """A workspace into which scans were delivered, three if nothing else is said."""

    def __init__(self, folder: Path, *, shades: tuple[int, ...] = (10, 20, 30)) -> None:
        self.root = folder / "data"
        self.delivery = folder / "delivery"
        self.bags = folder / "out" / "bagit"
        self.config = folder / "config.yaml"
        self.config.parent.mkdir(exist_ok=True)
        self.config.write_text("stages: [{use: route}]\n", encoding="utf-8")
        self.delivery.mkdir()
        if shades:
            self.deliver(*shades)

    def deliver(self, *shades: int) -> None:
        """Deliver a scan for each shade of grey."""
        for shade in shades:
            scan = self.delivery / f"Л. {shade}.png"
            Image.new("L", (60, 80), shade).save(scan, dpi=(200, 200))
        assert self.call("ingest", str(self.delivery), "--collection", "c").exit_code == 0

    def call(self, *arguments: str, root: Path | None = None) -> Result:
        """Call `aigaq` on the workspace, or on another one."""
        options = ["--config", str(self.config), "--workspace", str(root or self.root)]
        return CliRunner().invoke(app, [*options, *arguments])

    def opened(self, root: Path | None = None) -> Workspace:
        """The workspace, or another one of the same settings."""
        return Workspace(read_settings(self.config, workspace=root or self.root))

    @property
    def blobs(self) -> list[Path]:
        """The stored files."""
        return sorted((self.root / "blobs").glob("??/??/*"))
