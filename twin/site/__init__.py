"""The site: what is and what will be built, its ratings, how it is connected, the catalogue.

Pure: text in, a checked frozen site out. The only thing read is the catalogue that comes with the
package.
"""

from twin.site.document import Block, Hall, SiteDocument
from twin.site.load import examine_site, load_site, shipped_site
from twin.site.network import Bus, Feeder, Interconnect, Tie
from twin.site.resolved import HallRacks, MainTransformer, Row, Site, UnitTransformer

__all__ = [
    "Block",
    "Bus",
    "Feeder",
    "Hall",
    "HallRacks",
    "Interconnect",
    "MainTransformer",
    "Row",
    "Site",
    "SiteDocument",
    "Tie",
    "UnitTransformer",
    "examine_site",
    "load_site",
    "shipped_site",
]
