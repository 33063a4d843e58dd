"""The rating pane: the screen turned to the customer."""
