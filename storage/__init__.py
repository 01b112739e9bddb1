"""Remembers people, deals, earnings, announcements, tickets and messages in one SQL store."""
