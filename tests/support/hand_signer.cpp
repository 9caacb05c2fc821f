// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hand_signer.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mpm::test {
namespace {

constexpr std::uint32_t ttl = 300;

using Record = std::unique_ptr<ldns_rr, void (*)(ldns_rr*)>;
using List = std::unique_ptr<ldns_rr_list, void (*)(ldns_rr_list*)>; ///< of records that others own

std::shared_ptr<ldns_rdf> nameOf(const std::string& zone)
{
    return {ldns_dname_new_frm_str((zone + ".").c_str()), ldns_rdf_deep_free};
}

Record owned(ldns_rr* record)
{
    return {record, ldns_rr_free};
}

/// All of a record as a line of a master file.
std::string line(const ldns_rr* record)
{
    const std::unique_ptr<char, void (*)(void*)> text(ldns_rr2str(record), std::free);
    return text.get();
}

/// The record's text from its type on.
std::string fromType(const ldns_rr* record, const std::string& type)
{
    auto text = line(record);
    std::replace(text.begin(), text.end(), '\t', ' ');
    const auto at = text.find(" " + type + " ");
    return text.substr(at + 1, text.find_first_of(";\n") - at - 1);
}

ldns_signing_algorithm computable(unsigned algorithm)
{
    constexpr std::string_view known = "\5\7\10\12\15\16\17\20"; // 5, 7, 8, 10, 13, 14, 15, 16
    return known.find(static_cast<char>(algorithm)) != std::string_view::npos
               ? static_cast<ldns_signing_algorithm>(algorithm)
               : LDNS_SIGN_ECDSAP256SHA256;
}

void setOctet(ldns_rr* record, std::size_t field, unsigned value)
{
    *ldns_rdf_data(ldns_rr_rdf(record, field)) = static_cast<std::uint8_t>(value);
}

/// A key and a signature of algorithm 253 begin with a name, those of 254 with an OID (RFC 4034 A.1.1): new BINDs take
/// what begins otherwise for bogus, rather than for an algorithm that they don't know.
void setPrivateUse(ldns_rr* record, std::size_t field, unsigned algorithm)
{
    using namespace std::string_view_literals;
    if (algorithm != 253 && algorithm != 254) {
        return;
    }
    const auto* old = ldns_rr_rdf(record, field);
    std::string octets(algorithm == 253 ? "\7private\7example\0"sv : "\7\6\5\x2b\6\1\4\1"sv); // 1.3.6.1.4.1
    octets.append(reinterpret_cast<const char*>(ldns_rdf_data(old)), ldns_rdf_size(old)); // NOLINT(*-reinterpret-cast)
    ldns_rdf_deep_free(
        ldns_rr_set_rdf(record, ldns_rdf_new_frm_data(LDNS_RDF_TYPE_B64, octets.size(), octets.data()), field));
}

/// Sets of records by owner and type, in canonical form, as they are signed.
using Sets = std::map<std::pair<std::string, ldns_rr_type>, std::vector<ldns_rr*>>;

Sets setsOf(const std::vector<Record>& records)
{
    Sets sets;
    for (const auto& record : records) {
        const std::unique_ptr<char, void (*)(void*)> owner(ldns_rdf2str(ldns_rr_owner(record.get())), std::free);
        sets[{owner.get(), ldns_rr_get_type(record.get())}].push_back(record.get());
    }
    return sets;
}

/// NSEC or NSEC3 records for what is in the zone.
std::vector<Record> proofsFor(const std::vector<Record>& records, const HandDenial& denial)
{
    const std::unique_ptr<ldns_dnssec_zone, void (*)(ldns_dnssec_zone*)> zone(ldns_dnssec_zone_new(),
                                                                              ldns_dnssec_zone_free);
    for (const auto& record : records) { // the zone's own records first: it takes its name from the SOA
        ldns_dnssec_zone_add_rr(zone.get(), record.get());
    }
    const List made(ldns_rr_list_new(), ldns_rr_list_free);
    const auto status = denial.nsec3 ? ldns_dnssec_zone_create_nsec3s(zone.get(), made.get(), 1, denial.flags,
                                                                      denial.iterations, 0, nullptr)
                                     : ldns_dnssec_zone_create_nsecs(zone.get(), made.get());
    if (status != LDNS_STATUS_OK) {
        throw std::runtime_error(std::string("no proofs: ") + ldns_get_errorstr_by_id(status));
    }
    std::vector<Record> proofs;
    for (std::size_t i = 0; i < ldns_rr_list_rr_count(made.get()); ++i) {
        proofs.push_back(owned(ldns_rr_clone(ldns_rr_list_rr(made.get(), i))));
        if (denial.nsec3) {
            setOctet(proofs.back().get(), 0, denial.hash);
        }
    }
    for (std::size_t i = 0; i < ldns_rr_list_rr_count(made.get()); ++i) {
        ldns_rr_free(ldns_rr_list_rr(made.get(), i));
    }
    return proofs;
}

} // namespace

HandKey::HandKey(const std::string& zone, const Kind& kind) : algorithm_(static_cast<std::uint8_t>(kind.algorithm))
{
    const auto computed = computable(kind.algorithm);
    key_ = {ldns_key_new_frm_algorithm(computed, static_cast<std::uint16_t>(kind.bits)), ldns_key_deep_free};
    if (!key_) {
        throw std::runtime_error("ldns makes no key of algorithm " + std::to_string(kind.algorithm));
    }
    ldns_key_set_flags(key_.get(), LDNS_KEY_ZONE_KEY); // ldns signs with no other
    ldns_key_set_pubkey_owner(key_.get(), ldns_dname_new_frm_str((zone + ".").c_str()));
    ldns_key_set_origttl(key_.get(), ttl);
    record_ = {ldns_key2rr(key_.get()), ldns_rr_free};
    ldns_rr_set_ttl(record_.get(), ttl);
    ldns_rdf_deep_free(ldns_rr_set_rdf(
        record_.get(), ldns_native2rdf_int16(LDNS_RDF_TYPE_INT16, static_cast<std::uint16_t>(kind.flags)), 0));
    setOctet(record_.get(), 1, kind.protocol);
    setOctet(record_.get(), 2, kind.algorithm);
    setPrivateUse(record_.get(), 3, kind.algorithm);
    ldns_key_set_keytag(key_.get(), tag());
}

std::uint16_t HandKey::tag() const
{
    return ldns_calc_keytag(record_.get());
}

std::string HandKey::dnskey() const
{
    return fromType(record_.get(), "DNSKEY");
}

std::string HandKey::ds(unsigned digestType) const
{
    const auto head = "DS " + std::to_string(tag()) + " " + std::to_string(algorithm_) + " ";
    const auto hash = digestType == 1 ? LDNS_SHA1 : digestType == 2 ? LDNS_SHA256 : LDNS_SHA384;
    if (digestType != 1 && digestType != 2 && digestType != 4) {
        return head + std::to_string(digestType) + " " + std::string(64, 'a');
    }
    return fromType(owned(ldns_key_rr2ds(record_.get(), hash)).get(), "DS");
}

std::string HandSigner::sign(const std::string& zone, const std::string& master, const Plan& plan)
{
    const auto origin = nameOf(zone);
    ldns_rdf* previous = nullptr;
    std::vector<Record> records;
    const auto read = [&](const std::string& text) {
        ldns_rr* record = nullptr;
        if (ldns_rr_new_frm_str(&record, text.c_str(), ttl, origin.get(), &previous) != LDNS_STATUS_OK) {
            throw std::runtime_error("not a record: " + text);
        }
        records.push_back(owned(record));
    };
    std::istringstream lines(master);
    for (std::string text; std::getline(lines, text);) {
        read(text);
    }
    for (const auto& key : plan.published) {
        records.push_back(owned(ldns_rr_clone(key.record_.get())));
    }
    if (plan.denial.nsec3) {
        read("@ NSEC3PARAM " + std::to_string(plan.denial.hash) + " 0 " + std::to_string(plan.denial.iterations) +
             " -");
    }
    ldns_rdf_deep_free(previous);
    auto proofs = plan.denial.none ? std::vector<Record>() : proofsFor(records, plan.denial);
    std::move(proofs.begin(), proofs.end(), std::back_inserter(records));
    std::string signedZone;
    const auto now = std::time(nullptr);
    for (const auto& [where, set] : setsOf(records)) {
        const List list(ldns_rr_list_new(), ldns_rr_list_free);
        for (auto* record : set) {
            signedZone += line(record);
            ldns_rr_list_push_rr(list.get(), record);
        }
        for (const auto& key : where.second == LDNS_RR_TYPE_DNSKEY ? plan.keySigners : plan.zoneSigners) {
            ldns_key_set_inception(key.key_.get(), static_cast<std::uint32_t>(now + plan.validInDays * 86400));
            ldns_key_set_expiration(key.key_.get(), static_cast<std::uint32_t>(now + plan.expiresInDays * 86400));
            auto* only = key.key_.get();
            ldns_key_list keys{}; // one made by ldns would free the key
            keys._key_count = 1;
            keys._keys = &only;
            const std::unique_ptr<ldns_rr_list, void (*)(ldns_rr_list*)> made(ldns_sign_public(list.get(), &keys),
                                                                              ldns_rr_list_deep_free);
            if (!made || ldns_rr_list_rr_count(made.get()) != 1) {
                throw std::runtime_error("ldns does not sign with algorithm " + std::to_string(key.algorithm_));
            }
            auto* signature = ldns_rr_list_rr(made.get(), 0);
            setOctet(signature, 1, key.algorithm_);
            setPrivateUse(signature, 8, key.algorithm_);
            signedZone += line(signature);
        }
    }
    return signedZone;
}

} // namespace mpm::test
