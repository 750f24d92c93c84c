class ByModel:
    """Reviews lie in the second database, everything else in the first."""

    def _database(self, model_name):
        return "reviews" if model_name == "review" else "default"

    def db_for_read(self, model, **hints):
        return self._database(model._meta.model_name)

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        return model_name is None or self._database(model_name) == db
