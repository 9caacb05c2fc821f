// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace mpm {

/// The outcome of PKIX verification.
struct TrustFacts {
    std::vector<VerifyProblem> problems; ///< all of them; none: trusted, and for the right name
    std::vector<Certificate> path;       ///< from the server's certificate as far up as it could be built
    PeerChain notSent;                   ///< of the path what is known here alone
};

/// The authorities that were read so far: one run may look at hundreds of servers. Many threads may use one at the same
/// time.
class TrustStores {
public:
    /// Those that the user named. Throws PeerFailed (LocalFault) when they can't be read.
    X509_STORE* named(const TrustAnchors& anchors);

    /// The system's folder: only what is needed is read from it.
    X509_STORE* systemFolder();

    /// Where a system has its authorities in one file only; null without any.
    X509_STORE* systemBundle();

private:
    X509_STORE* kept(const std::string& key, StorePtr (*read)(const TrustAnchors& anchors),
                     const TrustAnchors& anchors);

    std::mutex mutex_;
    std::map<std::string, StorePtr> stores_;
};

/// Verifies the chain and the name by OpenSSL: RFC 5280 for the path; RFC 9525 for the name, so only the
/// subjectAltName counts, with at most one wildcard, which stands for the whole left-most label.
/// Throws PeerFailed (LocalFault) when the authorities that the user named can't be read.
TrustFacts verifyTrust(const PeerChain& chain, const TrustAnchors& anchors, const std::string& name,
                       TrustStores& stores);

} // namespace mpm
