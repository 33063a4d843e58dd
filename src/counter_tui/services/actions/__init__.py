"""Action items: what somebody is to put right by a day, and what is typed about one."""
