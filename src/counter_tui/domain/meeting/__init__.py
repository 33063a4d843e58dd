"""The morning meeting (晨会): its steps, what was said and done in it, and whether it was held in time."""
