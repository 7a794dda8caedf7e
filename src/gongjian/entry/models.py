from gongjian.entry.desk.models import Batch, BatchFile

__all__ = ["Batch", "BatchFile"]
