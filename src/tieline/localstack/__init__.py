"""The emulated AWS that plans run against: its installation, the server, and the networks in it."""
