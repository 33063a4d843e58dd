"""Signing in, and covering the screens of whoever is away."""
