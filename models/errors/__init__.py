"""Every failure the project expects, each with a stable code, a scope and a remedy.

A code is written once, in the module of its family; here they meet, so that `KINDS` knows them all.
"""

from models.errors.access import *
from models.errors.classes import *
from models.errors.deliveries import *
from models.errors.keeping import *
from models.errors.kinds import *
from models.errors.questions import *
from models.errors.record import *
from models.errors.setup import *
from models.errors.work import *
