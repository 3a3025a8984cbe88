"""Groups, their permissions and demo accounts."""
