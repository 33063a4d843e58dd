"""The hub's certificate: made of the device's key at each start, so that its key's name is all a PC has to know."""

from __future__ import annotations

import secrets
import ssl
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from counter_tui.wire.keys import SigningKey

_BEGIN, _END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
"""PCs do not look at the date: clocks of the field are years off."""


def context_of(key: SigningKey) -> ssl.SSLContext:
    """What a server of this key speaks TLS with."""
    secret = Ed25519PrivateKey.from_private_bytes(key.secret)
    password = secrets.token_bytes(32).hex().encode("ascii")
    written = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # The engine reads keys from files alone; what is written there is of no use without the password.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hub.pem"
        file.write_bytes(written + _certificate(secret))
        context.load_cert_chain(file, password=password)
    return context


def _certificate(secret: Ed25519PrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "counter-tui hub")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(1)
        .not_valid_before(_BEGIN)
        .not_valid_after(_END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(secret, None)
    )
    return made.public_bytes(Encoding.PEM)
