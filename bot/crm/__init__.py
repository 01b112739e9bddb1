"""Keeps other systems in step with the deals: each is told of every change, and a CRM is heard."""
