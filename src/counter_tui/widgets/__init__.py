"""The pieces screens are made of. They know how to show values and never ask a service for one."""
