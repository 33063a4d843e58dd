"""The catalogue: what each kind of matter needs, promises and passes through, as validated data."""
