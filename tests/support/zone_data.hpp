// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::test {

/// As the data of a TXT record in a master file: strings of no more than 255 octets.
std::string inStrings(std::string_view text);

/// One record of a zone as octets.
struct ZoneRecord {
    DnsName owner;
    RecordType type = RecordType::A;
    RecordType covered = RecordType::A; ///< of an RRSIG
    std::string octets;                 ///< all of it, uncompressed
    std::string data;
};

/// The records of a zone, and what a name server has to know to answer from them.
class ZoneData {
public:
    /// A master file; names in it are relative to the zone unless they end with a dot. Throws
    /// std::invalid_argument, naming the line.
    ZoneData(const std::string& origin, const std::string& master);

    const DnsName& origin() const { return origin_; }

    /// The records of a name and type; for RRSIG those that cover `covered`.
    std::vector<const ZoneRecord*> at(const DnsName& owner, RecordType type) const;
    std::vector<const ZoneRecord*> signatures(const DnsName& owner, RecordType covered) const;

    /// There is something at the name or below it.
    bool holds(const DnsName& name) const;

    /// The delegation that the name lies at or below.
    std::optional<DnsName> cutAbove(const DnsName& name) const;

    /// The NSEC record that proves the name's absence, or what is not at it.
    const ZoneRecord* nsecFor(const DnsName& name) const;

    /// All of its NSEC3 records: in a small zone they prove any name's absence.
    std::vector<const ZoneRecord*> nsec3s() const;

    /// Takes the records away for which `condition` holds.
    template <class Condition>
    void remove(Condition condition)
    {
        std::erase_if(records_, condition);
    }

private:
    DnsName origin_;
    std::vector<ZoneRecord> records_;
};

} // namespace mpm::test
