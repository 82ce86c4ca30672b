"""Figures for Prometheus: what was asked of this process, and where the record stands."""

from collections.abc import Iterator, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import Scope

from models.database import Database
from outputs.runs.reading import list_runs, read_quarantine, read_stages, read_states

_OTHER: Final = "other"  # addresses that nobody offers must not each become a figure


class Metrics:
    """Counts of this process, and a collector that reads the record when it is asked."""

    def __init__(self, database: Database) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "aigaq_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "aigaq_request_seconds",
            "From the request to the last byte of its answer.",
            ("route",),
            registry=self.registry,
            buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
        )
        self.registry.register(RecordCollector(database))

    def follow(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        route = _route(scope)
        self._requests.labels(scope["method"] if route != _OTHER else "", route, status).inc()
        self._seconds.labels(route).observe(seconds)


class RecordCollector(Collector):
    """Where the record stands: pages, quarantine, the newest run and what its stages take."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing beforehand: else the record would be read when this is registered."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read the record."""
        with self._database.read() as connection:
            states, quarantine = read_states(connection), read_quarantine(connection)
            stages, runs = read_stages(connection), list_runs(connection, limit=1)
        yield _gauge("aigaq_pages", "Pages of the record by state.", "state", states)
        yield _gauge("aigaq_quarantine", "Open quarantine entries by code.", "code", quarantine)
        means = {each.stage: each.seconds for each in stages}
        told = "Mean over the newest pages of the newest run."
        yield _gauge("aigaq_stage_seconds", told, "stage", means)
        going = sum(run.outcome is None for run in runs)
        yield GaugeMetricFamily("aigaq_run_going", "Whether a run has not ended.", going)
        started = runs[0].started_at.timestamp() if runs else 0
        yield GaugeMetricFamily("aigaq_run_started", "Of the newest run, Unix time.", started)


def _gauge(name: str, told: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, told, labels=[label])
    for value, amount in values.items():
        gauge.add_metric([value], amount)
    return gauge


def _route(scope: Scope) -> str:
    route = scope.get("route")
    return str(getattr(route, "path", _OTHER)) if route is not None else _OTHER
