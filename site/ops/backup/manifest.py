"""What an archive says of itself."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from ops.backup.errors import BackupError, DamagedError

FORMAT = 1
PACKAGES = ("Django", "wagtail", "wagtail-localize")


@dataclass(frozen=True)
class FileRecord:
    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: str
    """ISO 8601, UTC."""
    vendor: str
    """Of the database: "sqlite" or "postgresql"."""
    versions: dict[str, str]
    migrations: list[str]
    """Those applied, as "app.name", in order."""
    rows: dict[str, int]
    """Rows of each table, counted in the same snapshot as the database's file."""
    files: dict[str, FileRecord]
    """Each file of the archive but the manifest's own, by name."""
    with_media: bool = True
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises BackupError for the format of a later release, DamagedError for nonsense."""
        try:
            values: dict[str, Any] = json.loads(text)
            if values["format"] > FORMAT:
                raise BackupError("The archive was made by a later release of this site.")
            files = {name: FileRecord(**record) for name, record in values.pop("files").items()}
            return cls(files=files, **values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedError("The archive's manifest cannot be read.") from error

    def summary(self) -> str:
        size = sum(record.size for record in self.files.values()) / 1_000_000
        return (
            f"made {self.made_at}, {self.vendor}, {len(self.rows)} tables, "
            f"{sum(self.rows.values())} rows, {len(self.files)} files, {size:.1f} MB"
        )


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def versions() -> dict[str, str]:
    return {name: version(name) for name in PACKAGES}
