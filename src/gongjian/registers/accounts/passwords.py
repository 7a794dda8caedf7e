"""What a password must be, in the words of the office. The checks are Django's own."""

from __future__ import annotations

from django.contrib.auth import password_validation


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"太短了，至少要 {self.min_length} 位。"

    def get_help_text(self) -> str:
        return f"至少 {self.min_length} 位，字母、数字都可以用。"


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "不能全是数字。请加上几个字母。"

    def get_help_text(self) -> str:
        return "不能全是数字。"


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "这个密码用的人太多，别人一猜就中。请换一个。"

    def get_help_text(self) -> str:
        return "不要用“password1”“qwertyui”这样人人想得到的密码。"
