"""Signing in and out. Nobody signs up: accounts are opened by an administrator."""
