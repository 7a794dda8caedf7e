from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "gongjian.oversight.duties"
    verbose_name = "应办日历"
