"""The command line: `aigaq`, one module per group of commands."""

from pipeline.cli.app import main

__all__ = ["main"]
