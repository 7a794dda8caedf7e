from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "gongjian.entry"
    verbose_name = "门"

    def ready(self) -> None:
        from gongjian.foundation import registry  # the apps must be loaded first

        registry.collect()
