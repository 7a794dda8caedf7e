from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "gongjian.mechanisms.meetings"
    verbose_name = "会议"
