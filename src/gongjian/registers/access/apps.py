from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "gongjian.registers.access"
    verbose_name = "授权"

    def ready(self) -> None:
        from gongjian.foundation.scope import provide_authorities  # models must be loaded first
        from gongjian.registers.access.queries import authorities_of

        provide_authorities(authorities_of)
