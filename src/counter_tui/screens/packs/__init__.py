"""Hand-over packs: looked at group by group, signed for, offered."""
