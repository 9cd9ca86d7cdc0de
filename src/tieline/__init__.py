"""tieline joins your own network to AWS: specs, Terraform modules, and the proof that they agree."""

__version__ = "0.1.0"
