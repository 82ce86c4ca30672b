"""One file per engine: an options model, an adapter and an identity each."""
