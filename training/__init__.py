"""How the models in `weights/` were made: lines for training, and the runs themselves."""
