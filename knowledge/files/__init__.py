"""Reads PDF, Word, PowerPoint, Excel, HTML, CSV and JSON Lines files in a confined process."""
