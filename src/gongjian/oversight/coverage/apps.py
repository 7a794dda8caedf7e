from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "gongjian.oversight.coverage"
    verbose_name = "覆盖"
