// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/certificate.hpp"

#include <vector>

namespace mpm {

/// The certificate as plain values.
Certificate factsOf(X509* certificate);

std::vector<Certificate> factsOf(const PeerChain& chain);

} // namespace mpm
