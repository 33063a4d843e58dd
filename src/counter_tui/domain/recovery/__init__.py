"""Making a bad rating good: why, what is done, the call back, the correction, the customer's second rating."""
