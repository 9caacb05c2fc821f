// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/record.hpp"
#include "check_dns_delegation/registry/whois_line.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// Takes the lines of an answer one by one; what a line means can depend on the ones before: the title of a block, a
/// label whose value is on the line below. What is said in sentences is not its business.
class WhoisReader {
public:
    explicit WhoisReader(DnsName domain) : domain_(std::move(domain)) {}

    void take(const WhoisLine& line);

    RegistryRecord record;   ///< state and detail are the caller's to set
    std::string free;        ///< the line that says that there is no such domain; safe to print, as all of these
    std::string turnedAway;  ///< the field that says so
    std::string trouble;     ///< the server's own
    std::string reserved;    ///< the status that nobody may have the name
    bool showsHosts = false; ///< it is about host objects

private:
    void readBlock(const WhoisLine& line);
    void readName(const WhoisLine& line);
    void startAnew();
    void readServers(const WhoisLine& line);
    bool isShortForm(const WhoisLine& line) const;
    bool isInBlock(const WhoisLine& line);
    void addHosts(const WhoisLine& line);
    void readDates(const WhoisLine& line);
    void addEnd(std::int64_t moment, const std::vector<std::string>& label);
    void readValues(const WhoisLine& line);
    void readStatus(const WhoisLine& line, const std::string& value);
    void await(const WhoisLine& line);
    void prove(const WhoisLine& line);

    DnsName domain_;
    std::optional<RegistryHost> host_;       ///< of the line before
    LabelKind awaited_ = LabelKind::Unknown; ///< a label's value that is to be on this line
    bool inServers_ = false;                 ///< lines without label are name servers
    bool gap_ = false;                       ///< an empty line since the last of them
    bool statusRead_ = false;                ///< a line below its label
    bool blockBegins_ = true;                ///< with the next line
    bool aboutOthers_ = false;               ///< up to the next blank line
    bool endIsRenewal_ = false;              ///< told as "renew date", which may be the last one
};

} // namespace mpm
