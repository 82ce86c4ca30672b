"""An object store that speaks S3 for tests, on this machine, and buckets in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final

import fsspec
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

ENVIRONMENT: Final = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_NUMBERS: Final = count(1)


class ObjectStore:
    """A server with buckets.

    Attributes:
        environment: what a process needs to reach it.
    """

    def __init__(self, address: str) -> None:
        self.environment = {**ENVIRONMENT, "AWS_ENDPOINT_URL": address}

    def files(self) -> fsspec.AbstractFileSystem:
        """What the server holds, past our own code; needs the environment."""
        endpoint = self.environment["AWS_ENDPOINT_URL"]
        return fsspec.filesystem("s3", endpoint_url=endpoint, use_listings_cache=False)

    def bucket(self) -> str:
        """The address of a new place for blobs; needs the environment."""
        name = f"bucket-{next(_NUMBERS)}"
        self.files().mkdir(name)
        return f"s3://{name}/archive/blobs"


@contextmanager
def serve_objects(port: int = 0) -> Iterator[tuple[ObjectStore, int]]:
    """A server on a free port, or on this one."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    try:
        host, found = server.get_host_and_port()
        yield ObjectStore(f"http://{host}:{found}"), found
    finally:
        server.stop()
