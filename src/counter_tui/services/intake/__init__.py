"""Files that come in: customers, outages, a day on paper."""
