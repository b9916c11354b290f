"""The pages of the agenda: today, and the tasks."""
