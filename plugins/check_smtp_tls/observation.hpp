// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "check_smtp_tls/injection.hpp"
#include "mta_sts/lookup.hpp"
#include "survey/mail_hosts.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpTls {

/// What was tried at an address that no honest sender does.
struct Tries {
    std::optional<SmtpVisit> oldVersions;   ///< --check-old-tls: nothing newer was offered
    std::optional<InjectionTest> injection; ///< --check-injection
    std::optional<SmtpVisit> otherKey;      ///< the certificate with the other kind of key, RSA or ECDSA, was wanted
};

/// Everything that one run saw.
struct Observation : MailHosts {
    std::map<std::string, Tries> tries; ///< by the subject of the visit that they came after
    std::optional<StsSeen> sts;
    std::optional<MxSet> stsMx; ///< with --mta-sts and a host: where the policy's domain sends mail

    /// None where there was nothing to try.
    Tries triesAt(const SmtpVisit& visit) const;

    /// What each handshake that led to a session showed, those for the other kind of key included.
    std::vector<const TlsFacts*> sessions() const;
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

} // namespace mpm::checkSmtpTls
