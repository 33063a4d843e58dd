"""Which promises were broken, day by day."""
