// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "tls/judge_tls.hpp"

#include <string>
#include <vector>

namespace mpm::test {

inline const UnixTime now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)};

inline Certificate certificate(const std::string& name, const std::string& issuer, int left)
{
    Certificate made;
    made.subject = "CN=" + name;
    made.issuer = "CN=" + issuer;
    made.names = {name};
    made.notBefore = now - std::chrono::days(1);
    made.notAfter = now + std::chrono::days(left) + std::chrono::hours(1);
    made.keyType = "EC";
    made.keyBits = 256;
    made.digest = "SHA256";
    made.spkiSha256 = name;
    return made;
}

/// A session that nothing is wrong with.
inline TlsFacts good()
{
    TlsFacts facts;
    facts.version = TlsVersion::Tls13;
    facts.cipher = "TLS_AES_256_GCM_SHA384";
    facts.group = "X25519";
    facts.chain = {certificate("mail.example", "CA", 90)};
    facts.path = {facts.chain[0], certificate("CA", "CA", 400)};
    facts.path[1].selfSigned = true;
    facts.verifyName = "mail.example";
    facts.at = now;
    return facts;
}

inline TlsPolicy strict()
{
    TlsPolicy policy;
    policy.certDays = {Range::parse("21:"), Range::parse("7:")};
    return policy;
}

inline std::vector<std::string> idsOf(const std::vector<Finding>& findings)
{
    std::vector<std::string> ids;
    for (const auto& finding : findings) {
        ids.push_back(finding.id);
    }
    return ids;
}

inline std::vector<std::string> judged(const TlsFacts& facts, const TlsPolicy& policy = strict())
{
    return idsOf(judgeTls(facts, policy, "mail"));
}

using Ids = std::vector<std::string>;

} // namespace mpm::test
