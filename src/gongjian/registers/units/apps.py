from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "gongjian.registers.units"
    verbose_name = "单位"
