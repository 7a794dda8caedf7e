from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "gongjian.oversight.assessment"
    verbose_name = "考核评价"
