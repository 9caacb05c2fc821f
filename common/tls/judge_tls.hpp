// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/threshold.hpp"
#include "tls/facts.hpp"

#include <string>
#include <vector>

namespace mpm {

/// What the user wants of a TLS session.
struct TlsPolicy {
    bool verify = true;       ///< false: chain and name are reported, but judged OK
    bool daneSuffices = true; ///< a chain that DANE authenticates need not satisfy PKIX
    TlsVersion least = TlsVersion::Tls12;
    Threshold certDays;            ///< as far as the user gave it; then dates count also where DANE-EE ignores them
    std::vector<std::string> pins; ///< SHA-256 of acceptable public keys, as hexadecimal digits in lower case
    Status timeoutStatus = Status::Critical;
};

/// Session and certificates. Every headline ends with what line 1 names: "(TLSv1.3, 89 days left)".
std::vector<Finding> judgeTls(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject);

/// Ends the finding's headline with " (TLSv1.3, 89 days left)", as far as that is known and not said yet.
void nameSession(Finding& finding, const TlsFacts& facts);

/// Says so of the session with the least days, " (TLSv1.3, 89 days left)", behind each headline that names none yet:
/// those of the domain, of a host, of an address without TLS. `sessions` may be any visits' facts, null for none.
void nameLeastSession(std::vector<Finding>& findings, const std::vector<const TlsFacts*>& sessions);

/// " (TLSv1.3, 89 days left)" of the session with the least days; empty where no session stands.
std::string leastSession(const std::vector<const TlsFacts*>& sessions);

/// What to do where the server asked for a client certificate and then ended the session; empty where it asked for
/// none.
std::string remedyForClient(const TlsFacts& facts);

/// "TLSv1.3 TLS_AES_256_GCM_SHA384, certificate valid for 89 days".
std::string summaryOf(const TlsFacts& facts);

} // namespace mpm
