"""Printers: what each kind is told, and how it is reached. Everything here is loaded when something is printed."""
