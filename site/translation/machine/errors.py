"""Failures of a translation engine, for the log; `engine.MachineError` has the words for users."""


class EngineFailedError(Exception):
    """The engine cannot be reached, refuses, or answers something else than translations."""


class EngineTimeoutError(EngineFailedError):
    """The engine took longer than it may."""
