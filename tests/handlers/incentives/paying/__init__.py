"""Paying out, as finance, approvers and payees talk about it."""
