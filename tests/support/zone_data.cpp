// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/zone_data.hpp"

#include "dns/wire.hpp"
#include "support/dns_reply.hpp"

#include <ldns/ldns.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace mpm::test {
namespace {

/// ldns reads a line at a time and keeps the origin and the owner before.
class MasterReader {
public:
    explicit MasterReader(const std::string& origin)
        : origin_(ldns_dname_new_frm_str((origin == "." ? origin : origin + ".").c_str()))
    {
    }
    ~MasterReader()
    {
        ldns_rdf_deep_free(origin_);
        ldns_rdf_deep_free(previous_);
    }
    MasterReader(const MasterReader&) = delete;
    MasterReader& operator=(const MasterReader&) = delete;

    std::string read(const std::string& line)
    {
        ldns_rr* raw = nullptr;
        if (ldns_rr_new_frm_str(&raw, line.c_str(), 300, origin_, &previous_) != LDNS_STATUS_OK) {
            throw std::invalid_argument("not a record: " + line);
        }
        const std::unique_ptr<ldns_rr, void (*)(ldns_rr*)> record(raw, ldns_rr_free);
        std::uint8_t* octets = nullptr;
        std::size_t size = 0;
        ldns_rr2wire(&octets, record.get(), LDNS_SECTION_ANSWER, &size);
        const std::unique_ptr<std::uint8_t, void (*)(void*)> owner(octets, std::free);
        return {reinterpret_cast<const char*>(octets), size};
    }

private:
    ldns_rdf* origin_;
    ldns_rdf* previous_ = nullptr;
};

ZoneRecord toRecord(std::string octets)
{
    ZoneRecord record;
    const auto end = nameEnd(octets, 0);
    record.owner = *DnsName::fromWire(std::string_view(octets).substr(0, end));
    record.type = static_cast<RecordType>(octetsToU16(std::string_view(octets).substr(end)));
    record.data = octets.substr(end + 10);
    if (record.type == RecordType::Rrsig) {
        record.covered = static_cast<RecordType>(octetsToU16(record.data));
    }
    record.octets = std::move(octets);
    return record;
}

} // namespace

std::string inStrings(std::string_view text)
{
    constexpr std::size_t longest = 255;
    std::string strings;
    for (std::size_t at = 0; at < text.size(); at += longest) {
        strings += (at == 0 ? "\"" : " \"") + std::string(text.substr(at, longest)) + "\"";
    }
    return strings;
}

ZoneData::ZoneData(const std::string& origin, const std::string& master) : origin_(DnsName::parse(origin))
{
    MasterReader reader(origin);
    std::istringstream lines(master);
    for (std::string line; std::getline(lines, line);) {
        const auto first = line.find_first_not_of(" \t");
        if (first != std::string::npos && line[first] != ';' && line[0] != '$') {
            records_.push_back(toRecord(reader.read(line)));
        }
    }
}

std::vector<const ZoneRecord*> ZoneData::at(const DnsName& owner, RecordType type) const
{
    std::vector<const ZoneRecord*> found;
    for (const auto& record : records_) {
        if (record.owner == owner && record.type == type) {
            found.push_back(&record);
        }
    }
    return found;
}

std::vector<const ZoneRecord*> ZoneData::signatures(const DnsName& owner, RecordType covered) const
{
    auto found = at(owner, RecordType::Rrsig);
    std::erase_if(found, [=](const ZoneRecord* record) { return record->covered != covered; });
    return found;
}

bool ZoneData::holds(const DnsName& name) const
{
    return std::any_of(records_.begin(), records_.end(),
                       [&](const ZoneRecord& record) { return record.owner.isWithin(name); });
}

std::optional<DnsName> ZoneData::cutAbove(const DnsName& name) const
{
    std::optional<DnsName> cut;
    for (const auto& record : records_) {
        const bool cuts = record.type == RecordType::Ns && record.owner != origin_ && name.isWithin(record.owner);
        if (cuts && (!cut || cut->isBelow(record.owner))) {
            cut = record.owner;
        }
    }
    return cut;
}

const ZoneRecord* ZoneData::nsecFor(const DnsName& name) const
{
    const ZoneRecord* closest = nullptr;
    for (const auto& record : records_) {
        if (record.type == RecordType::Nsec && !(record.owner > name) &&
            (closest == nullptr || record.owner > closest->owner)) {
            closest = &record;
        }
    }
    return closest;
}

std::vector<const ZoneRecord*> ZoneData::nsec3s() const
{
    std::vector<const ZoneRecord*> found;
    for (const auto& record : records_) {
        if (record.type == RecordType::Nsec3) {
            found.push_back(&record);
        }
    }
    return found;
}

} // namespace mpm::test
