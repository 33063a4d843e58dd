"""Words for people, in both languages, made from codes and values of the domain."""
