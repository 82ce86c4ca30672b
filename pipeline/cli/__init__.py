"""The command line: `aigaq`, one module per group of commands."""


def main() -> None:
    """Entry point of `aigaq`.

    Worker processes import the program's main module anew: with the commands imported in here they
    start without them.
    """
    from pipeline.cli.app import main as start

    start()
