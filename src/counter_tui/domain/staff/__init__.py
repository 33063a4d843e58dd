"""The people of the station: roles, what each may do, and PINs."""
