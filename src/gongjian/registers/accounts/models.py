"""People who sign in (账号), how they like the screen, and the views they saved."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from gongjian.foundation.tree import PathField

PERSONAL_FIELDS = ("username", "name", "email")


class TextSize(models.TextChoices):
    STANDARD = "standard", "标准"
    LARGE = "large", "大字"
    EXTRA = "extra", "特大"


class Theme(models.TextChoices):
    LIGHT = "light", "浅色"
    DARK = "dark", "深色"
    AUTO = "auto", "跟随系统"


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do is granted elsewhere (授权); by itself it may do nothing."""

    id: int
    username = models.CharField("账号", max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True)
    is_staff = models.BooleanField("系统管理员", default=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    text_size = models.CharField(max_length=10, choices=TextSize.choices, default=TextSize.STANDARD)
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.LIGHT)
    must_change_password = models.BooleanField("要改密码", default=False)
    shortcuts = models.BooleanField("键盘快捷键", default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        db_table = "accounts_user"
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)


class SavedView(models.Model):
    """A table's filters, order and columns under a name; shared with everyone at and below `shared_path` if set."""

    id: int
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    table = models.CharField(max_length=40)
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=2000)
    shared_path = PathField()

    class Meta:
        db_table = "accounts_saved_view"
        constraints = [models.UniqueConstraint(fields=["user", "table", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
