"""Who is on duty, who leads the shift, and what people can do."""
