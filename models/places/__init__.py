"""Places in time: which places of the gazetteer a wording may mean in a given year."""

from models.places.gazetteer import Gazetteer
from models.places.place import Place, PlaceName
from models.places.scoring import PlaceCandidate

__all__ = ["Gazetteer", "Place", "PlaceCandidate", "PlaceName"]
