from gongjian.foundation.changes import Touched
from gongjian.foundation.files import StoredFile
from gongjian.foundation.history import Entry
from gongjian.foundation.notices.models import Channel, Sent
from gongjian.foundation.rulebook import RuleOverride
from gongjian.foundation.search import Term

__all__ = ["Channel", "Entry", "RuleOverride", "Sent", "StoredFile", "Term", "Touched"]
