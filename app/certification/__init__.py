"""Certification: from "where do we stand" to a certified service with a mark that can be trusted."""
