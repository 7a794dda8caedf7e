from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "gongjian.registers.places"
    verbose_name = "地点"
