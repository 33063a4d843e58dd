"""When a device calls its centre."""
