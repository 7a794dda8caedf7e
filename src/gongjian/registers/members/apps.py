from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "gongjian.registers.members"
    verbose_name = "党员"
