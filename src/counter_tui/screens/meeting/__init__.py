"""The morning meeting, run step by step with a timer."""
