"""Run migrations on the connection that ``migrate.upgrade`` holds open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
