// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/signatures.hpp"

#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/dnssec/ldns_set.hpp"

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

/// The keys that a signature may be by, as validators see it: several can share a tag.
std::vector<DnsRecord> keysOf(const RrsigRecord& signature, const std::vector<DnsRecord>& keys)
{
    std::vector<DnsRecord> candidates;
    for (const auto& record : keys) {
        const auto* key = record.as<DnskeyRecord>();
        if (key != nullptr && key->keyTag == signature.keyTag && key->algorithm == signature.algorithm &&
            record.owner == signature.signer && whyUnused(*key, signature.covered).empty()) {
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

/// The digest of a DNSKEY as a DS has it (RFC 4034 section 5.1.4).
std::optional<std::string> digestOf(const DnsRecord& key, std::uint8_t digestType)
{
    const auto hash = hashOf(digestType);
    const auto record = hash ? toLdns(key) : nullptr;
    const LdnsRecordPtr digest(record ? ldns_key_rr2ds(record.get(), *hash) : nullptr);
    if (!digest || ldns_rr_rd_count(digest.get()) != 4) {
        return std::nullopt;
    }
    const auto* field = ldns_rr_rdf(digest.get(), 3);
    return std::string(reinterpret_cast<const char*>(ldns_rdf_data(field)), ldns_rdf_size(field));
}

constexpr std::size_t mostSignatures = 8; ///< of one set
constexpr std::size_t mostKeysOfOneTag = 4;
constexpr std::size_t mostComputed = 300; ///< of one run
constexpr std::size_t mostExponentOctets = 8;

/// RSA with an exponent as long as the modulus takes a hundred times as long (RFC 3110 section 2).
bool isCostly(const DnsRecord& record)
{
    const auto& key = *record.as<DnskeyRecord>();
    const auto at = [&](std::size_t i) { return std::size_t{static_cast<unsigned char>(key.key[i])}; };
    if (rsaBits(key) == 0) {
        return false;
    }
    return (at(0) != 0 ? at(0) : at(1) * 256 + at(2)) > mostExponentOctets;
}

std::string octetsOf(const std::vector<DnsRecord>& records)
{
    std::string octets;
    for (const auto& record : records) {
        const auto wire = record.wire();
        octets += std::to_string(wire.size()) + " " + wire;
    }
    return octets;
}

} // namespace

EpochSeconds unfoldTime(std::uint32_t folded, EpochSeconds now)
{
    return now + static_cast<std::int32_t>(folded - static_cast<std::uint32_t>(now));
}

std::vector<SignatureCheck> SignatureChecker::check(const std::vector<DnsRecord>& records, const DnsName& owner,
                                                    RecordType type, const std::vector<DnsRecord>& keys,
                                                    const std::vector<std::uint16_t>& first)
{
    const auto set = select(records, owner, type);
    auto signatures = select(records, owner, RecordType::Rrsig);
    std::erase_if(signatures, [&](const DnsRecord& one) { return one.as<RrsigRecord>()->covered != type; });
    std::stable_partition(signatures.begin(), signatures.end(), [&](const DnsRecord& one) {
        return std::find(first.begin(), first.end(), one.as<RrsigRecord>()->keyTag) != first.end();
    });
    signatures.resize(set.empty() ? 0 : std::min(signatures.size(), mostSignatures));
    std::vector<SignatureCheck> checks;
    for (const auto& record : signatures) {
        const auto& signature = *record.as<RrsigRecord>();
        SignatureCheck check;
        check.keyTag = signature.keyTag;
        check.algorithm = signature.algorithm;
        check.inception = unfoldTime(signature.inception, now_);
        check.expiration = unfoldTime(signature.expiration, now_);
        if (check.expiration < now_) {
            check.state = SignatureCheck::State::Expired;
        } else if (check.inception > now_) {
            check.state = SignatureCheck::State::NotYetValid;
        } else {
            check.state = stateOf(set, record, keys);
        }
        checks.push_back(check);
    }
    return checks;
}

SignatureCheck::State SignatureChecker::stateOf(const std::vector<DnsRecord>& set, const DnsRecord& signature,
                                                const std::vector<DnsRecord>& keys)
{
    auto candidates = keysOf(*signature.as<RrsigRecord>(), keys);
    candidates.resize(std::min(candidates.size(), mostKeysOfOneTag));
    if (candidates.empty()) {
        return SignatureCheck::State::NoKey;
    }
    if (std::any_of(candidates.begin(), candidates.end(), isCostly)) {
        return SignatureCheck::State::Unsupported;
    }
    const auto what = octetsOf(set) + octetsOf({signature}) + octetsOf(candidates);
    const auto known = known_.find(what);
    if (known != known_.end()) {
        return known->second;
    }
    if (known_.size() >= mostComputed) {
        return SignatureCheck::State::Unsupported;
    }
    return known_.emplace(what, verify(set, signature, candidates)).first->second;
}

bool leadsToAny(const DsRecord& ds, const std::vector<DnsRecord>& keys)
{
    std::size_t looked = 0;
    for (const auto& record : keys) {
        const auto* key = record.as<DnskeyRecord>();
        if (key == nullptr || key->keyTag != ds.keyTag || looked == mostKeysOfOneTag ||
            !whyUnused(*key, RecordType::Dnskey).empty()) {
            continue;
        }
        if (isDigestOf(ds, record)) {
            return true;
        }
        ++looked;
    }
    return false;
}

std::optional<DsRecord> dsFor(const DnsRecord& key)
{
    constexpr std::uint8_t sha256 = 2;
    const auto* value = key.as<DnskeyRecord>();
    const auto digest = value == nullptr ? std::nullopt : digestOf(key, sha256);
    return digest ? std::optional(DsRecord{value->keyTag, value->algorithm, sha256, *digest}) : std::nullopt;
}

bool isDigestOf(const DsRecord& ds, const DnsRecord& key)
{
    const auto* value = key.as<DnskeyRecord>();
    return value != nullptr && value->keyTag == ds.keyTag && value->algorithm == ds.algorithm &&
           digestOf(key, ds.digestType) == ds.digest;
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
