from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "gongjian.oversight.worklist"
    verbose_name = "今天"
