"""The words of research (调查研究)."""

from django.db import models


class StudyState(models.TextChoices):
    """From the question to what was made of the answer."""

    PLANNED = "planned", "准备中"
    RUNNING = "running", "调研中"
    FINISHED = "finished", "已结题"
    STOPPED = "stopped", "不做了"


class NoteKind(models.TextChoices):
    """How one came to know something."""

    VISIT = "visit", "走访"
    INTERVIEW = "interview", "访谈"
    FORUM = "forum", "座谈"
    READING = "reading", "查资料"


class ProblemState(models.TextChoices):
    """Where a problem stands: nobody has decided yet, it was turned into something, it came to its end."""

    OPEN = "open", "还没定怎么办"
    TURNED = "turned", "转去办了"
    CLOSED = "closed", "已了结"
