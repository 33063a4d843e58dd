"""What the services hand to screens and commands: frozen values, personal data masked unless said otherwise.

Instants are aware and in UTC; ids are hex texts; texts in both languages are ``Words``.
"""
