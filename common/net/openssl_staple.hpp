// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/facts.hpp"

namespace mpm {

/// The OCSP response that came with the handshake. Its signature is checked against the chain that the server
/// sent: a forged one says nothing.
OcspStaple readStaple(SSL* ssl, const PeerChain& chain);

} // namespace mpm
