"""What a test suite takes from tieline: the pytest plugin."""
