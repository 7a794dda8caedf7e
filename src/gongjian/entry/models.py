from gongjian.entry.desk.models import Batch, BatchFile, Layout

__all__ = ["Batch", "BatchFile", "Layout"]
