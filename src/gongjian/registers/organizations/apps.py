from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "gongjian.registers.organizations"
    verbose_name = "党组织"
