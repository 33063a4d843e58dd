"""Hand-over packs at the relay."""
