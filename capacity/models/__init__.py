"""The standing sections: the Protocol, capacity-building, the portal and the archive."""

from capacity.models.archive import ArchivePage
from capacity.models.glossary import GlossaryPage
from capacity.models.portal import PortalPage
from capacity.models.sections import CapacityBuildingPage, ProtocolPage

__all__ = ["ArchivePage", "CapacityBuildingPage", "GlossaryPage", "PortalPage", "ProtocolPage"]
