"""The doors: one package a platform, each with receive, draw, connect and send."""
