"""From a delivery of files to registered page images."""
