"""Page types of the standing sections: Protocol, capacity-building, portal, archive, glossary."""

from capacity.models.glossary import GlossaryPage
from capacity.models.sections import ArchivePage, CapacityBuildingPage, PortalPage, ProtocolPage

__all__ = ["ArchivePage", "CapacityBuildingPage", "GlossaryPage", "PortalPage", "ProtocolPage"]
