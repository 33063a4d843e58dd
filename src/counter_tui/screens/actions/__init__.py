"""Action items: what somebody is to put right, carried until another has looked at it."""
