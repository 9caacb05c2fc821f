// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Signatures and digests of DNSSEC, computed; no sockets and no clock. What links this needs libcrypto.
namespace mpm {

/// Seconds since 1970.
using EpochSeconds = std::int64_t;

/// What is to be thought of one RRSIG over one set of records (RFC 4035 section 5.3).
struct SignatureCheck {
    enum class State : std::uint8_t {
        Valid,
        Expired,
        NotYetValid,
        NoKey,       ///< the key that it names is not among the keys, or is none that validators use
        Wrong,       ///< the key is there, but the signature is not by it over these records
        Unsupported, ///< an algorithm that this build can't compute, or a key made to cost time
    };

    State state = State::Wrong;
    std::uint16_t keyTag = 0;
    std::uint8_t algorithm = 0;
    EpochSeconds inception = 0;
    EpochSeconds expiration = 0;
};

/// Checks signatures, those that several servers give only once, and no more than an honest zone can have: one
/// full of keys and signatures would cost minutes (KeyTrap, CVE-2023-50387).
class SignatureChecker {
public:
    explicit SignatureChecker(EpochSeconds now) : now_(now) {}

    EpochSeconds now() const { return now_; }

    /// Checks the RRSIGs among `records` that cover `type` at `owner` against the set of that type and owner
    /// among the same records; of many the first eight, those by keys with a tag in `first` before all others.
    /// The dates are looked at before the cryptography, so an expired signature is Expired whatever else it is.
    std::vector<SignatureCheck> check(const std::vector<DnsRecord>& records, const DnsName& owner, RecordType type,
                                      const std::vector<DnsRecord>& keys, const std::vector<std::uint16_t>& first = {});

    /// How many signatures were computed so far.
    std::size_t computed() const { return known_.size(); }

private:
    SignatureCheck::State stateOf(const std::vector<DnsRecord>& set, const DnsRecord& signature,
                                  const std::vector<DnsRecord>& keys);

    EpochSeconds now_;
    std::map<std::string, SignatureCheck::State> known_; ///< by the octets of set, signature and keys
};

/// Whether one of the keys that validators use is what the DS is the digest of; of those with its tag the first few
/// are looked at.
bool leadsToAny(const DsRecord& ds, const std::vector<DnsRecord>& keys);

/// Whether the DS is the digest of this DNSKEY (RFC 4034 section 5.1.4). False for digest types that this
/// build can't compute.
bool isDigestOf(const DsRecord& ds, const DnsRecord& key);

/// The key's DS with SHA-256, as it is to be entered at the parent; nothing for a key that can't be read.
std::optional<DsRecord> dsFor(const DnsRecord& key);

/// A time as RRSIGs hold it, in the 68 years around `now` (RFC 4034 section 3.1.5).
EpochSeconds unfoldTime(std::uint32_t folded, EpochSeconds now);

/// The size of an RSA key's modulus in bits; 0 for other algorithms and for a key that can't be read.
std::size_t rsaBits(const DnskeyRecord& key);

} // namespace mpm
