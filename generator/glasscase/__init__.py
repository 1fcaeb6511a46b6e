"""Glasscase publishes AI safety protocols, model cards and incident summaries."""

__version__ = "0.1.0"
