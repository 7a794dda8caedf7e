from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gongjian.registers.accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from gongjian.foundation.pages.lists import provide_views  # models must be loaded first
        from gongjian.registers.accounts.queries import views_of

        provide_views(views_of)
