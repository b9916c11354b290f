"""Tenders: what is watched for, the notices that match, and the tenders made alone or together."""
