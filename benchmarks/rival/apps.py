from django.apps import AppConfig


class RivalConfig(AppConfig):
    name = "benchmarks.rival"
