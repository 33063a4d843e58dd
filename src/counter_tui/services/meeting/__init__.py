"""The morning meeting: run step by step, kept while it is typed, told in minutes, waited for on the first screen."""
