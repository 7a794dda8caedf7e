from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "gongjian.oversight.coordination"
    verbose_name = "统筹协调"
