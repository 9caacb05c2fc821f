// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/certificate.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mpm {

/// How much of what a server sends is kept as plain values.
constexpr std::size_t mostCertificates = 12; ///< of a chain
constexpr int mostNames = 250;               ///< of a server's own certificate
constexpr int mostOtherNames = 4;            ///< of another one

/// Whose certificate it is: the server's word, or one of those that are trusted here.
enum class Origin : std::uint8_t { Sent, Store };

/// The certificate as plain values, with so many of its names. Whether one that was sent has signed itself is tried;
/// one of the store's is taken by its names, as OpenSSL does: to try it costs as much as to verify the server's.
Certificate factsOf(X509* certificate, int names = mostOtherNames, Origin origin = Origin::Sent);

/// The first ones, of the server's own more names.
std::vector<Certificate> factsOf(const PeerChain& chain);

} // namespace mpm
