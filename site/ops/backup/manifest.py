"""The manifest of a backup archive."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from ops.backup import BackupError, DamagedError

FORMAT = 1


@dataclass(frozen=True)
class FileRecord:
    """Size and checksum of a file in the archive."""

    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Describes an archive and the installation it was made from."""

    made_at: str
    """ISO 8601, UTC."""
    vendor: str
    """Database vendor: "sqlite" or "postgresql"."""
    versions: dict[str, str]
    migrations: list[str]
    """Applied migrations as "app.name", sorted."""
    rows: dict[str, int]
    """Rows of each table, counted in the same snapshot as the dump."""
    files: dict[str, FileRecord]
    """Name → record of each file in the archive, except manifest and checksum."""
    with_media: bool = True
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The manifest as UTF-8 JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises BackupError for the format of a later release, DamagedError if invalid."""
        try:
            values: dict[str, Any] = json.loads(text)
            if values["format"] > FORMAT:
                raise BackupError("The archive was made by a later release of this site.")
            files = {name: FileRecord(**record) for name, record in values.pop("files").items()}
            return cls(files=files, **values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedError("The archive's manifest cannot be read.") from error

    def summary(self) -> str:
        """One line for the operator: date, vendor, tables, rows, files, size."""
        size = sum(record.size for record in self.files.values()) / 1_000_000
        return (
            f"made {self.made_at}, {self.vendor}, {len(self.rows)} tables, "
            f"{sum(self.rows.values())} rows, {len(self.files)} files, {size:.1f} MB"
        )
