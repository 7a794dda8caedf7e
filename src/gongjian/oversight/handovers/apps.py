from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "gongjian.oversight.handovers"
    verbose_name = "衔接"
