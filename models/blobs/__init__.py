"""Files named by their SHA-256, in a folder or an object store, and whether they are whole."""

from models.blobs.stored import Blobs, BlobStore, digest_of

__all__ = ["BlobStore", "Blobs", "digest_of"]
