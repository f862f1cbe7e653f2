"""Writing the log, sealing it, and checking the seals."""

from .recording import record
from .sealing import Head, chain_head, seal, verify_chain

__all__ = ["Head", "chain_head", "record", "seal", "verify_chain"]
