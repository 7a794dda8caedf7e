from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "gongjian.foundation"
    verbose_name = "底座"
