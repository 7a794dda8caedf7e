from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "gongjian.mechanisms.research"
    verbose_name = "调查研究"
