from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gongjian.registers.accounts"
    verbose_name = "账号"
