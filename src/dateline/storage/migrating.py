"""Bringing a store's schema to the version that this Dateline knows."""

from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from dateline.errors import StoreError
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.refilling import refill
from dateline.storage.restating import restate

HEAD = "0004"
"""The newest step in `migrations/versions`."""


def upgrade(engine: Engine, dialect: StoreDialect) -> None:
    """Create or migrate the schema in one transaction; several processes may open one new store at the same time.

    Raises `StoreError` when the schema is newer than this Dateline, or the database is another program's.
    """
    with engine.connect() as connection, connection.begin():
        if version_of(connection) == HEAD:
            return
    with engine.connect() as connection, dialect.begin_write(connection):
        version = version_of(connection)
        if version == HEAD:
            return
        config = configuration()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if version is not None and version not in known:
            raise StoreError(
                f"the store was written by a newer Dateline (schema {version}; this one knows {HEAD}): upgrade Dateline or open another"
            )
        if version is None and any(not dialect.is_search_table(name) for name in inspect(connection).get_table_names()):
            raise StoreError("the database holds tables of another program: give the store a database of its own")
        config.attributes["connection"] = connection
        config.attributes["dialect"] = dialect
        command.upgrade(config, "head")
        if version is not None:
            restate(connection)
            refill(connection, dialect)


def version_of(connection: Connection) -> str | None:
    """The schema's version; None when nothing was created yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if version is None else str(version)


def configuration() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", "dateline.storage:migrations")
    return config
