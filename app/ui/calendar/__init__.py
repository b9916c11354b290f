"""Things drawn at their days: chosen, opened, dragged and stepped through by keys."""
