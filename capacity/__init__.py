"""Page types of the standing sections: Protocol, capacity-building, portal, archive, glossary."""
