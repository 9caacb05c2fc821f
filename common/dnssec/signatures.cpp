// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnssec/signatures.hpp"

#include "dnssec/ldns_set.hpp"

#include <algorithm>
#include <iterator>

namespace mpm {
namespace {

std::vector<DnsRecord> select(const std::vector<DnsRecord>& records, const DnsName& owner, RecordType type)
{
    std::vector<DnsRecord> set;
    std::copy_if(records.begin(), records.end(), std::back_inserter(set),
                 [&](const DnsRecord& record) { return record.type == type && record.owner == owner; });
    return set;
}

/// The keys that a signature may be by: several can share a tag.
std::vector<DnsRecord> keysOf(const RrsigRecord& signature, const std::vector<DnsRecord>& keys)
{
    std::vector<DnsRecord> candidates;
    for (const auto& record : keys) {
        const auto* key = record.as<DnskeyRecord>();
        if (key != nullptr && key->keyTag == signature.keyTag && key->algorithm == signature.algorithm &&
            key->isZoneKey() && record.owner == signature.signer) {
            candidates.push_back(record);
        }
    }
    return candidates;
}

SignatureCheck::State verify(const std::vector<DnsRecord>& set, const DnsRecord& signature,
                             const std::vector<DnsRecord>& keys)
{
    const auto records = toLdns(set);
    const auto rrsig = toLdns(signature);
    const auto keyList = toLdns(keys);
    if (!rrsig || ldns_rr_list_rr_count(records.get()) != set.size()) {
        return SignatureCheck::State::Wrong;
    }
    const std::unique_ptr<ldns_rr_list, decltype(&ldns_rr_list_free)> good(ldns_rr_list_new(), &ldns_rr_list_free);
    switch (ldns_verify_rrsig_keylist_notime(records.get(), rrsig.get(), keyList.get(), good.get())) {
    case LDNS_STATUS_OK: return SignatureCheck::State::Valid;
    case LDNS_STATUS_CRYPTO_UNKNOWN_ALGO:
    case LDNS_STATUS_CRYPTO_ALGO_NOT_IMPL: return SignatureCheck::State::Unsupported;
    default: return SignatureCheck::State::Wrong;
    }
}

std::optional<ldns_hash> hashOf(std::uint8_t digestType)
{
    switch (digestType) {
    case 1: return LDNS_SHA1;
    case 2: return LDNS_SHA256;
    case 4: return LDNS_SHA384;
    default: return std::nullopt;
    }
}

/// Honest zones have one or two of each; a hostile one with dozens would cost seconds of arithmetic (KeyTrap,
/// CVE-2023-50387).
constexpr std::size_t mostSignatures = 8;
constexpr std::size_t mostKeysOfOneTag = 4;

} // namespace

EpochSeconds unfoldTime(std::uint32_t folded, EpochSeconds now)
{
    return now + static_cast<std::int32_t>(folded - static_cast<std::uint32_t>(now));
}

std::vector<SignatureCheck> checkSignatures(const std::vector<DnsRecord>& records, const DnsName& owner,
                                            RecordType type, const std::vector<DnsRecord>& keys, EpochSeconds now)
{
    const auto set = select(records, owner, type);
    std::vector<SignatureCheck> checks;
    for (const auto& record : select(records, owner, RecordType::Rrsig)) {
        const auto& signature = *record.as<RrsigRecord>();
        if (signature.covered != type || set.empty() || checks.size() >= mostSignatures) {
            continue;
        }
        SignatureCheck check;
        check.keyTag = signature.keyTag;
        check.algorithm = signature.algorithm;
        check.inception = unfoldTime(signature.inception, now);
        check.expiration = unfoldTime(signature.expiration, now);
        auto candidates = keysOf(signature, keys);
        candidates.resize(std::min(candidates.size(), mostKeysOfOneTag));
        if (check.expiration < now) {
            check.state = SignatureCheck::State::Expired;
        } else if (check.inception > now) {
            check.state = SignatureCheck::State::NotYetValid;
        } else {
            check.state = candidates.empty() ? SignatureCheck::State::NoKey : verify(set, record, candidates);
        }
        checks.push_back(check);
    }
    return checks;
}

bool isKnownDigest(std::uint8_t type)
{
    return hashOf(type).has_value();
}

bool isDigestOf(const DsRecord& ds, const DnsRecord& key)
{
    const auto* value = key.as<DnskeyRecord>();
    const auto hash = hashOf(ds.digestType);
    if (value == nullptr || !hash || value->keyTag != ds.keyTag || value->algorithm != ds.algorithm) {
        return false;
    }
    const auto record = toLdns(key);
    const LdnsRecordPtr digest(record ? ldns_key_rr2ds(record.get(), *hash) : nullptr);
    if (!digest || ldns_rr_rd_count(digest.get()) != 4) {
        return false;
    }
    const auto* field = ldns_rr_rdf(digest.get(), 3);
    return ds.digest == std::string(reinterpret_cast<const char*>(ldns_rdf_data(field)), ldns_rdf_size(field));
}

std::size_t rsaBits(const DnskeyRecord& key)
{
    constexpr std::string_view rsaAlgorithms = "\1\5\7\10\12"; // RSA/MD5, SHA-1, NSEC3-SHA1, SHA-256, SHA-512
    if (rsaAlgorithms.find(static_cast<char>(key.algorithm)) == std::string_view::npos || key.key.size() < 4) {
        return 0;
    }
    return ldns_rr_dnskey_key_size_raw(reinterpret_cast<const unsigned char*>(key.key.data()), key.key.size(),
                                       static_cast<ldns_algorithm>(key.algorithm));
}

} // namespace mpm
