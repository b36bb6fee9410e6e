"""inferlint reviews Markdown articles against a checklist that editors write in YAML."""

__version__ = "0.1.0"
