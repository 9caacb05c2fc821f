// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "property/peer_words.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

namespace mpm::property {

/// What a handshake with a hostile server shows, made of certificates whose every name it chose, octet by octet, read
/// and verified by the real code; or how the handshake failed. `name`: of the server among the words.
class HostileTls {
public:
    HostileTls(PeerWords& words, const std::string& name);

    /// By a client that holds the certificate against these TLSA records and this name. For any thread.
    TlsFacts facts(const TlsRequest& request) const;

private:
    std::string leaf_; ///< DER
    std::string issuer_;
    TlsFacts outcome_; ///< without its certificates
    bool trusted_ = false;
};

} // namespace mpm::property
