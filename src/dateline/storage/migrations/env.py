"""Alembic's entry: migrates over the connection that `migrating.upgrade` hands in, inside its transaction."""

from alembic import context

from dateline.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # The transaction is the caller's: either the whole upgrade is there, or nothing of it.
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
