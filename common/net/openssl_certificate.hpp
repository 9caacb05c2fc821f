// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/certificate.hpp"

#include <cstddef>
#include <vector>

namespace mpm {

/// How much of what a server sends is kept as plain values.
constexpr std::size_t mostCertificates = 12; ///< of a chain
constexpr int mostNames = 250;               ///< of a server's own certificate
constexpr int mostOtherNames = 4;            ///< of another one

/// The certificate as plain values, with so many of its names.
Certificate factsOf(X509* certificate, int names = mostOtherNames);

/// The first ones, of the server's own more names.
std::vector<Certificate> factsOf(const PeerChain& chain);

} // namespace mpm
