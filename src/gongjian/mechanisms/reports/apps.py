from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "gongjian.mechanisms.reports"
    verbose_name = "工作汇报"
