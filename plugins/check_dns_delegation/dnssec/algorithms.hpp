// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Which algorithms, digest types, keys and proofs count for the validators of today. This is the one place that says
/// so: the judges of DS, DNSKEY, signatures and denials ask here. It lists what is used; whatever else there is, old,
/// new or private, is not. What the RFCs want of validators: RFC 8624, RFC 9904 to 9906. What they do was measured,
/// with BIND 9.18.49 and Unbound 1.17.1 of Debian 12 on OpenSSL 3.0; tests/servers/delegation/validators_test.cpp
/// repeats it.
namespace mpm {

/// What validators make of an algorithm or a digest type.
enum class Standing : std::uint8_t {
    Used,
    Deprecated, ///< used, but nobody may sign with it any more
    Unused,     ///< what has nothing else counts as unsigned (RFC 4035 section 5.2, RFC 6840 section 5.2)
};

/// Of an algorithm of DNSKEY, DS and RRSIG. BIND and Unbound agree about every one: RSA with SHA-1 (5 and 7, RFC 9905)
/// is still used, as is Ed448 (16); RSA/MD5 (1), DSA (3, 6), both GOST (12, 23), SM2 (17) and private ones are not.
constexpr Standing algorithmStanding(std::uint8_t algorithm)
{
    switch (algorithm) {
    case 5:
    case 7: return Standing::Deprecated;
    case 8:  // RSA/SHA-256
    case 10: // RSA/SHA-512
    case 13: // ECDSA P-256
    case 14: // ECDSA P-384
    case 15: // Ed25519
    case 16: return Standing::Used;
    default: return Standing::Unused;
    }
}

/// Of a DS's digest type. SHA-1 (1) is still used, GOST (3) and those of RFC 9563 and 9558 (5, 6) are not.
constexpr Standing digestStanding(std::uint8_t type)
{
    switch (type) {
    case 1: return Standing::Deprecated;
    case 2: // SHA-256
    case 4: return Standing::Used;
    default: return Standing::Unused;
    }
}

/// Whether validators look at the DS at all.
constexpr bool isUsable(const DsRecord& ds)
{
    return algorithmStanding(ds.algorithm) != Standing::Unused && digestStanding(ds.digestType) != Standing::Unused;
}

/// How many octets a digest of this type has; nothing for one that is not used. BIND can't read a set in which one has
/// another length, whatever else is in it; Unbound passes over that one.
constexpr std::optional<std::size_t> digestLength(std::uint8_t type)
{
    switch (type) {
    case 1: return 20;
    case 2: return 32;
    case 4: return 48;
    default: return std::nullopt;
    }
}

/// The DS records that validators look at.
std::vector<DsRecord> usable(std::vector<DsRecord> ds);

/// Those that they follow: BIND, as RFC 4509 section 3 wants it, leaves SHA-1 alone where there is a better digest.
/// Unbound does not, so a zone of which only the SHA-1 digest is right is bogus for a part of the resolvers.
std::vector<DsRecord> followed(std::vector<DsRecord> ds);

/// Why validators don't check signatures by this key, as the rest of a sentence about it: "has no zone flag (flags 0)";
/// empty for one by which they do (RFC 4034 section 2.1). A revoked key (RFC 5011) still signs the DNSKEY records,
/// though BIND takes it for nothing else: a DS that leads to one works with both as long as another key signs those
/// records, too. Where none does, BIND takes none of the keys. Of RSA keys BIND, not Unbound, wants the sizes of RFC
/// 3110 and RFC 5702: 4096 bits at most, and with SHA-512 1024 at least.
std::string whyUnused(const DnskeyRecord& key, RecordType signedType);

/// NSEC3 with flags or a hash that nobody knows: to be ignored (RFC 5155 sections 8.1 and 8.2). Neither takes an
/// unknown hash; of the two only BIND takes unknown flags.
constexpr bool isUsable(const Nsec3Record& nsec3)
{
    constexpr unsigned optOut = 1;
    return nsec3.hash == 1 && (nsec3.flags & ~optOut) == 0;
}

/// With more iterations absence counts as unsigned (RFC 9276 section 3.2): for BIND 9.18 and Unbound, and for
/// BIND 9.20.
constexpr std::uint16_t mostIterations = 150;
constexpr std::uint16_t mostIterationsOfStrict = 50;

} // namespace mpm
