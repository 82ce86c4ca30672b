"""The command line: `aigaq`, one module per group of commands."""

import gc


def main() -> None:
    """Entry point of `aigaq`.

    Worker processes import the program's main module anew: with the commands imported in here they
    start without them.
    """
    # Imports leave no garbage; looking for it among them is a sixth of a short command's time.
    gc.disable()
    from pipeline.cli.app import main as start

    gc.freeze()
    gc.enable()
    start()
