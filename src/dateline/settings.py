"""Settings: flags first, then `DATELINE_*` variables, then `dateline.toml`. Only entry points build them and hand values inward."""

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """Everything that can be set. The file `dateline.toml` is read from the working folder."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", toml_file="dateline.toml", extra="forbid")

    data_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("dateline", appauthor=False)))
    """Where the store, the compiled gazetteer and caches live."""
    database: str | None = None
    """A SQLAlchemy address of the store; None means `dateline.sqlite` in `data_dir`."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    max_report_bytes: int = Field(default=2_000_000, ge=1_000)
    """A single report larger than this is kept aside, not read."""
    fetch_timeout_s: float = Field(default=20.0, gt=0)
    fetch_max_bytes: int = Field(default=10_000_000, ge=1_000)
    fetch_private: bool = False
    """Whether private, loopback and link-local addresses may be fetched."""
    basemap: str | None = None
    """Other ground under the map: `osm`, `openfreemap`, a raster template, a `.pmtiles` or a style address; None is our own."""
    basemap_attribution: str = ""
    """Who made it, as the map names them."""
    basemap_hosts: tuple[str, ...] = ()
    """Further hosts that a style takes its data, letters and pictures from."""

    @property
    def gazetteer_dir(self) -> Path:
        """Where the compiled gazetteer lives."""
        return self.data_dir / "gazetteer"

    @property
    def keys_file(self) -> Path:
        """Where the keys to the API are kept, as hashes."""
        return self.data_dir / "keys.json"

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the store."""
        return self.database or f"sqlite:///{self.data_dir / 'dateline.sqlite'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags (init) before the environment before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
