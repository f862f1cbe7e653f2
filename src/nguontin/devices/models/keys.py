"""Public halves of the keys, the statements the root key signed, and a row for each signature ever made."""

from __future__ import annotations

from django.db import models


class SigningKey(models.Model):
    """A working or release key as the root statement lists it."""

    kid = models.CharField(max_length=16, primary_key=True)
    role = models.CharField(max_length=8)
    public_key = models.CharField(max_length=64)
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} {self.kid}"


class KeyStatement(models.Model):
    """A `keys` envelope, signed offline by the root key."""

    serial = models.PositiveBigIntegerField(primary_key=True)
    root_public_key = models.CharField(max_length=64)
    root_fingerprint = models.CharField(max_length=64)
    envelope = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"keys {self.serial}"


class Signature(models.Model):
    """What the working key signed; append-only (migration 0009). ``id`` is the protocol's ``seq``: it only grows."""

    id = models.BigIntegerField(primary_key=True)
    kid = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    target = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    payload_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.target}"
