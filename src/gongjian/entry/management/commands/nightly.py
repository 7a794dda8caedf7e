"""`./gongjian manage nightly`: prove the kept counts, keep the month's figures, take up what was cut off."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongjian.entry.desk.actions import resume_stalled
from gongjian.foundation import registry
from gongjian.foundation.changes import touch_everything
from gongjian.oversight.coverage.actions import catch_up


class Command(BaseCommand):
    help = "Recount every kept figure, judge the new day, and resume imports that were cut off; safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        catch_up(now=now)
        corrected = sum(recount() for recount in registry.offers("recounts"))
        if corrected:
            self.stderr.write(f"重新数了一遍，改正了 {corrected} 个数。")
            touch_everything()
            catch_up(now=now)
        for job in registry.offers("daily"):
            job(now)
        resume_stalled(now=now)
