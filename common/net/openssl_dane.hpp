// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/dane.hpp"

#include <string>
#include <vector>

namespace mpm {

/// Holds a chain against TLSA records by OpenSSL's own DANE: all of them together, which is the verdict that
/// senders come to (RFC 7671 section 9 lets a weaker digest not count), and each on its own.
/// `names`: what DANE-TA demands one of, not empty.
DaneFacts verifyDane(const PeerChain& chain, const std::vector<TlsaRecord>& records,
                     const std::vector<std::string>& names);

} // namespace mpm
