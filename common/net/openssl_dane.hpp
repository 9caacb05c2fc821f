// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/dane.hpp"

#include <string>
#include <vector>

namespace mpm {

/// Holds a chain against TLSA records by OpenSSL's own DANE: all of them together, which is the verdict that
/// senders come to (RFC 7671 section 9 lets a weaker digest not count), and each on its own.
/// `names`: what DANE-TA demands one of, not empty. `notSent`: what the chain leads to here; a record that matches one
/// of these matches nothing for a sender (RFC 7671 section 5.2.2).
DaneFacts verifyDane(const PeerChain& chain, const std::vector<TlsaRecord>& records,
                     const std::vector<std::string>& names, const PeerChain& notSent);

} // namespace mpm
