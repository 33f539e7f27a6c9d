"""What holds of a study as a whole, as values: its frame, and who may see what."""

from qualcode.study.study import Study

__all__ = ["Study"]
