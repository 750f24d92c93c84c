import time

from django.core.management.commands import migrate
from django.db import OperationalError, connections


class Command(migrate.Command):
    help = "Brings every database up to date, each as soon as it answers."

    def handle(self, *args, **options):
        for name in connections:
            self.wait_for(connections[name])
            super().handle(*args, **{**options, "database": name})

    def wait_for(self, connection, seconds=120):
        """Returns when the database answers; raises what it last failed with after so many seconds."""
        end = time.monotonic() + seconds
        while True:
            try:
                connection.ensure_connection()
                return
            except OperationalError as error:
                if time.monotonic() > end:
                    raise
                self.stdout.write(f"Waiting for {connection.settings_dict['HOST']}: {str(error).splitlines()[0]}")
                time.sleep(0.5)
