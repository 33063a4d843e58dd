"""The command ``counter-centre``: serving, and looking after stations, devices and what was parked."""
