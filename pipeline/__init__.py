"""The work: stages, engines, plan, runner and the command line (the composition root)."""
