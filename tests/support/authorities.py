"""Certificates for tests: an authority of one's own, and what it vouches for."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class Authority:
    """An authority whose certificates hold for these days."""

    def __init__(self, begins: datetime, ends: datetime) -> None:
        self._days = (begins, ends)
        self._key = generate_private_key(SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Authority")])
        self._own = self._certificate(self._name, self._key, x509.BasicConstraints(ca=True, path_length=None))

    @property
    def certificate(self) -> str:
        """Its own certificate, as PEM."""
        return self._own.public_bytes(Encoding.PEM).decode("ascii")

    def vouch(self, folder: Path, address: str) -> tuple[Path, Path]:
        """A certificate for an address and its key, as files."""
        key = generate_private_key(SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "centre")])
        reached = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        certificate = self._certificate(name, key, reached)
        files = folder / "centre.pem", folder / "centre.key"
        files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
        files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return files

    def _certificate(
        self, name: x509.Name, key: EllipticCurvePrivateKey, about: x509.ExtensionType
    ) -> x509.Certificate:
        made = x509.CertificateBuilder().subject_name(name).issuer_name(self._name)
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        made = made.not_valid_before(self._days[0]).not_valid_after(self._days[1])
        return made.add_extension(about, critical=False).sign(self._key, SHA256())
