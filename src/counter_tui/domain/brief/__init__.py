"""The morning brief (晨会自动稿): what yesterday was and what today asks for, from facts alone."""
