// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dns_servers.hpp"
#include "support/temp_dir.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// Signs zones with ldns-keygen and ldns-signzone from Debian's ldnsutils. Every call throws
/// std::runtime_error when the program fails.
class ZoneSigner {
public:
    /// A new key-signing key, which signs all of a zone when it is alone.
    std::string newKey(const std::string& zone, const std::string& algorithm = "ECDSAP256SHA256", unsigned bits = 0);

    /// The key's DS as a record without its owner: "DS 12345 13 2 abcdef". Digest types 1, 2 and 4.
    std::string ds(const std::string& key, unsigned digestType = 2) const;

    /// The key's DNSKEY without its owner: "DNSKEY 257 3 13 ...".
    std::string dnskey(const std::string& key) const;

    /// The zone's master file, signed. Dates are days from now; `options` are handed on: {"-n", "-t", "150"}.
    std::string sign(const std::string& zone, const std::string& master, const std::vector<std::string>& keys,
                     double expiresInDays = 28, double validInDays = -1, const std::vector<std::string>& options = {});

private:
    TempDir folder_;
};

/// How long a zone's signatures are good.
enum class Signatures { Good, Expired };

struct SignedZone {
    DnsZone zone;
    std::string trustAnchor; ///< the DNSKEY record that a validating resolver is given
};

/// The zone, signed with a key of its own.
SignedZone signZone(const DnsZone& zone, Signatures signatures = Signatures::Good);

} // namespace mpm::test
