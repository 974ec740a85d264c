"""Adapters over plain lists, for Qt's views, and the one delegate that draws their rows."""
