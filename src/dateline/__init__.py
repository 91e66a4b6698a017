"""Dateline reads reports of a conflict and tells what happened, where and when."""

__version__ = "0.1.0"
