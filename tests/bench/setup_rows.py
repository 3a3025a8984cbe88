"""The rows of setting up: what `tests.bench.setting_up` measures."""

from tests.bench.ground import Ground
from tests.bench.rows import Figure, Result
from tests.bench.setting_up import setup_ratios


def measure(_ground: Ground) -> Result:
    """The three rows, in a folder and database of their own."""
    return Result({key: Figure.of(ratios) for key, ratios in setup_ratios().items()})
