"""Labels of special customers, for who leads and who audits."""
