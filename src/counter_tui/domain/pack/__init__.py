"""Hand-over packs: what one person has in hand, offered in one piece and signed for by another."""
