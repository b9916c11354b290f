"""Assessments by a scheme: answers with evidence, scores, what is frozen."""
