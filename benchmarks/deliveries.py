"""Deliveries of any size made from the sample pages, for measurements."""

import csv
import sqlite3
from pathlib import Path

import cv2

from benchmarks.quality import SAMPLES
from benchmarks.scoring import read_gold
from benchmarks.workspaces import fill_workspace
from models.canonical import from_json
from models.page import Cleaning, Geometry
from pipeline.imaging import load_grey, prepare


def make_delivery(folder: Path, copies: int) -> Path:
    """Upright JPEGs of every sample page with text, each copy with pixels of its own."""
    workspace = folder / "samples"
    fill_workspace(workspace, SAMPLES / "delivery")
    languages = {(page.source, page.number): page.language for page in read_gold(SAMPLES)}
    delivery = folder / "delivery"
    delivery.mkdir()
    rows: list[dict[str, str]] = []
    for source, number, path, geometry, _ in read_pages(workspace):
        image = prepare(load_grey(path), Geometry(0, 0, rotation=geometry.rotation), Cleaning())
        for copy in range(copies):
            image[copy, :8] = 255 - image[copy, :8]
            name = f"{len(rows):04}.jpg"
            cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tofile(delivery / name)
            rows.append({"path": name, "language": languages[source, number]})
    with (delivery / "manifest.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["path", "language"])
        writer.writeheader()
        writer.writerows(rows)
    return delivery


def read_pages(workspace: Path) -> list[tuple[str, int, Path, Geometry, str]]:
    """Pages that were read: source, number, image path, final geometry, model."""
    connection = sqlite3.connect(workspace / "aigaq.db")
    rows = connection.execute(
        "SELECT s.name, p.number, p.image_sha256, v.content, t.model FROM page p"
        " JOIN source s ON s.id = p.source_id JOIN page_text t ON t.page_id = p.id"
        " JOIN page_value v ON v.page_id = p.id AND v.name = 'upright'"
        " WHERE p.state = 'done' ORDER BY p.id"
    ).fetchall()
    connection.close()
    return [
        (name, number, _blob(workspace, digest), from_json(Geometry, content), model)
        for name, number, digest, content, model in rows
    ]


def _blob(workspace: Path, digest: str) -> Path:
    return workspace / "blobs" / digest[:2] / digest[2:4] / digest
