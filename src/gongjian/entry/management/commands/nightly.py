"""`./gongjian manage nightly`: prove the kept counts, keep the month's figures, take up what was cut off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from gongjian.entry.desk.actions import STALLED_AFTER, resume_stalled
from gongjian.foundation import registry
from gongjian.foundation.changes import touch_everything
from gongjian.foundation.notices.actions import deliver
from gongjian.oversight.coverage.actions import catch_up


class Command(BaseCommand):
    help = "Recount every kept figure, judge the new day, and resume imports that were cut off; safe at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--restarted", action="store_true", help="nobody is at work yet: resume imports at once")

        parser.add_argument("--notices", action="store_true", help="only send the notices whose hour has come")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["notices"]:
            deliver(now)
            return
        catch_up(now=now)
        corrected = sum(recount() for recount in registry.offers("recounts"))
        if corrected:
            self.stderr.write(f"重新数了一遍，改正了 {corrected} 个数。")
            touch_everything()
            catch_up(now=now)
        for job in registry.offers("daily"):
            job(now)
        resume_stalled(now=now, after=timedelta(0) if options["restarted"] else STALLED_AFTER)
