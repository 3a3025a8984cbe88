"""Page types of the standing sections: Protocol, capacity-building, portal, archive, glossary."""

from capacity.models.archive import ArchivePage
from capacity.models.glossary import GlossaryPage
from capacity.models.portal import PortalPage
from capacity.models.sections import CapacityBuildingPage, ProtocolPage

__all__ = ["ArchivePage", "CapacityBuildingPage", "GlossaryPage", "PortalPage", "ProtocolPage"]
