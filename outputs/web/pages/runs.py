"""How the machine does, for operators: runs, and figures for Prometheus."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException

from models.errors import AigaqError
from outputs.runs.reading import list_runs, read_run
from outputs.web.metrics import Metrics
from outputs.web.room import Identity, TheRoom, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/runs")
def show_runs(request: Request, room: TheRoom) -> HTMLResponse:
    """The newest runs."""
    with room.database.read() as connection:
        runs = list_runs(connection)
    return render(request, "runs.html", runs=runs)


@router.get("/runs/{run_id}")
def show_run(request: Request, room: TheRoom, run_id: Identity) -> HTMLResponse:
    """One run; while it goes on, the page looks again every few seconds."""
    with room.database.read() as connection:
        view = read_run(connection, run_id)
    if view is None:
        raise HTTPException(404)
    return render(request, "run.html", view=view)


@router.get("/metrics", response_class=PlainTextResponse)
def send_metrics(request: Request) -> PlainTextResponse:
    """All figures in the form of Prometheus."""
    metrics: Metrics = request.app.state.metrics
    return PlainTextResponse(
        generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


@router.get("/healthz", response_class=PlainTextResponse)
async def tell_life() -> PlainTextResponse:
    """Whether the process answers at all; asks nothing of the record."""
    return PlainTextResponse("ok\n")


@router.get("/readyz", response_class=PlainTextResponse)
def tell_readiness(room: TheRoom) -> PlainTextResponse:
    """Whether record and index answer; else the code of what keeps them from it."""
    try:
        room.search.check()
    except AigaqError as error:
        return PlainTextResponse(f"{error.code}\n", status_code=503)
    return PlainTextResponse("ok\n")
