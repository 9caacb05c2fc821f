// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/denial.hpp"

#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/dnssec/ldns_set.hpp"

#include <algorithm>
#include <string_view>

namespace mpm {
namespace {

constexpr std::size_t mostProofs = 8; ///< three are enough for any name

using State = DenialCheck::State;

bool isSigned(const std::vector<DnsRecord>& section, const DnsRecord& record, const std::vector<DnsRecord>& keys,
              SignatureChecker& checker)
{
    const auto checks = checker.check(section, record.owner, record.type, keys);
    return std::any_of(checks.begin(), checks.end(), [](const SignatureCheck& check) {
        return check.state == SignatureCheck::State::Valid || check.state == SignatureCheck::State::Unsupported;
    });
}

/// The name up to which an NSEC record proves absence; nothing where its data is no such record's.
std::optional<DnsName> nextName(const std::string& rdata)
{
    constexpr std::size_t longestLabel = 63;
    std::size_t at = 0;
    while (at < rdata.size() && rdata[at] != '\0') {
        const std::size_t label = static_cast<unsigned char>(rdata[at]);
        if (label > longestLabel) {
            return std::nullopt;
        }
        at += label + 1;
    }
    return at < rdata.size() ? DnsName::fromWire(std::string_view(rdata).substr(0, at + 1)) : std::nullopt;
}

/// Such an NSEC proves that the name is there, with nothing but names below it (RFC 4592 section 2.2.2): no NXDOMAIN.
bool leadsBelow(const DnsRecord& proof, const DnsName& name)
{
    const auto next = proof.type == RecordType::Nsec ? nextName(proof.rdata) : std::nullopt;
    return next && next->isBelow(name);
}

using LdnsField = std::unique_ptr<ldns_rdf, decltype(&ldns_rdf_deep_free)>;

LdnsField toField(const DnsName& name)
{
    const auto& wire = name.wire();
    return {ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.size(), wire.data()), &ldns_rdf_deep_free};
}

/// Whether the NSEC or NSEC3 proves that this very name is not there.
bool covers(const DnsRecord& proof, const DnsName& name)
{
    if (proof.type == RecordType::Nsec) {
        const auto next = nextName(proof.rdata);
        return next && proof.owner < name && (name < *next || !(proof.owner < *next)); // the last leads to the first
    }
    const auto record = toLdns(proof);
    const auto field = toField(name);
    const LdnsField hashed(record ? ldns_nsec3_hash_name_frm_nsec3(record.get(), field.get()) : nullptr,
                           &ldns_rdf_deep_free);
    const auto zone = toField(proof.owner.parent());
    return hashed && ldns_dname_cat(hashed.get(), zone.get()) == LDNS_STATUS_OK &&
           ldns_nsec_covers_name(record.get(), hashed.get());
}

/// Of an answer from a wildcard, which its signature tells by fewer labels than the name has, the name just below the
/// wildcard's parent: that must be proven absent (RFC 4035 section 5.3.4, RFC 5155 section 8.8).
std::optional<DnsName> nextCloser(const DnsAnswer& answer)
{
    auto name = answer.question.name;
    for (const auto& record : answer.message.answer) {
        const auto* signature = record.as<RrsigRecord>();
        const bool isOfAnswer = signature != nullptr && record.owner == name &&
                                (signature->covered == answer.question.type || signature->covered == RecordType::Cname);
        if (isOfAnswer && signature->labels < name.labels().size()) {
            while (name.labels().size() > signature->labels + std::size_t{1}) {
                name = name.parent();
            }
            return name;
        }
    }
    return std::nullopt;
}

State verify(const DnsAnswer& answer, const std::vector<DnsRecord>& proofs, const std::vector<DnsRecord>& signatures)
{
    const LdnsRecordPtr question(ldns_rr_new());
    const auto& wire = answer.question.name.wire();
    ldns_rr_set_owner(question.get(), ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.size(), wire.data()));
    ldns_rr_set_type(question.get(), static_cast<ldns_rr_type>(answer.question.type));
    ldns_rr_set_class(question.get(), LDNS_RR_CLASS_IN);
    const auto nsecs = toLdns(proofs);
    const auto rrsigs = toLdns(signatures);
    const bool noData = answer.outcome == DnsOutcome::NoData;
    if (!noData && std::any_of(proofs.begin(), proofs.end(),
                               [&](const DnsRecord& proof) { return leadsBelow(proof, answer.question.name); })) {
        return State::WrongProof;
    }
    const auto status = proofs.front().type == RecordType::Nsec
                            ? ldns_dnssec_verify_denial(question.get(), nsecs.get(), rrsigs.get())
                            : ldns_dnssec_verify_denial_nsec3(question.get(), nsecs.get(), rrsigs.get(),
                                                              noData ? LDNS_RCODE_NOERROR : LDNS_RCODE_NXDOMAIN,
                                                              static_cast<ldns_rr_type>(answer.question.type), noData);
    return status == LDNS_STATUS_OK ? State::Proven : State::WrongProof;
}

} // namespace

DenialCheck checkDenial(const DnsAnswer& answer, const std::vector<DnsRecord>& keys, SignatureChecker& checker)
{
    DenialCheck check;
    const auto closer = nextCloser(answer);
    const bool denies =
        (answer.outcome == DnsOutcome::NoData || answer.outcome == DnsOutcome::NoSuchName) && answer.aliases().empty();
    if (!answer.message.authoritative || !(denies || closer)) {
        return check;
    }
    check.isExpansion = closer.has_value();
    const auto& section = answer.message.authority;
    std::vector<DnsRecord> proofs;
    std::vector<DnsRecord> signatures;
    for (const auto& record : section) {
        if (record.type == RecordType::Nsec || record.type == RecordType::Nsec3) {
            proofs.push_back(record);
        } else if (record.type == RecordType::Rrsig) {
            signatures.push_back(record);
        }
    }
    if (proofs.empty()) {
        check.state = State::NoProof;
        return check;
    }
    std::erase_if(proofs, [](const DnsRecord& proof) {
        const auto* nsec3 = proof.as<Nsec3Record>();
        return nsec3 != nullptr && !isUsable(*nsec3);
    });
    if (proofs.empty()) {
        check.state = State::StrangeProof;
        return check;
    }
    if (const auto* parameters = proofs.front().as<Nsec3Record>()) {
        check.nsec3 = *parameters;
    }
    if (proofs.size() > mostProofs) {
        check.state = State::NotComputed;
        return check;
    }
    const auto isSound = [&](const DnsRecord& proof) { return isSigned(section, proof, keys, checker); };
    if (closer) { // beside proofs of other zones, where it is an alias
        std::erase_if(proofs, [&](const DnsRecord& proof) { return !isSound(proof); });
    }
    const bool sound = closer ? !proofs.empty() : std::all_of(proofs.begin(), proofs.end(), isSound);
    if (!sound) {
        check.state = State::Unsigned;
    } else if (check.nsec3 && check.nsec3->iterations > mostIterations) {
        check.state = State::NotComputed;
    } else if (closer) {
        check.state =
            std::any_of(proofs.begin(), proofs.end(), [&](const auto& proof) { return covers(proof, *closer); })
                ? State::Proven
                : State::WrongProof;
    } else {
        check.state = verify(answer, proofs, signatures);
    }
    return check;
}

} // namespace mpm
