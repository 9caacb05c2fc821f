// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_records.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_mx/findings.hpp"
#include "survey/judge_mail_hosts.hpp"
#include "survey/judge_mx.hpp"

#include <algorithm>
#include <map>

namespace mpm::checkMx {
namespace {

std::string shown(const MxRecord& record)
{
    return std::to_string(record.preference) + " " + (record.exchange.isRoot() ? "." : record.exchange.toString());
}

std::string shown(const std::vector<MxRecord>& records)
{
    std::vector<std::string> parts;
    for (const auto& record : records) {
        parts.push_back(shown(record));
    }
    return join(parts, ", ");
}

bool matches(const ExpectedMx& expected, const MxRecord& record)
{
    return expected.exchange == record.exchange && (!expected.preference || *expected.preference == record.preference);
}

/// The records in the zone; an implicit MX is none.
std::vector<MxRecord> inZone(const MxSet& set)
{
    return set.state == MxSet::State::Implicit ? std::vector<MxRecord>() : set.records;
}

bool isKnown(const MxSet& set)
{
    return set.state != MxSet::State::Failed;
}

std::vector<Finding> judgeExpectedSet(const MxSet& set, const std::vector<ExpectedMx>& expected)
{
    std::vector<Finding> findings;
    const auto subject = set.domain.toString();
    const auto records = inZone(set);
    for (const auto& item : expected) {
        if (std::none_of(records.begin(), records.end(),
                         [&](const MxRecord& record) { return matches(item, record); })) {
            const auto preference = item.preference ? std::to_string(*item.preference) + " " : "";
            findings.push_back(found(ownFindings.missing, subject,
                                     "MX " + preference + item.exchange.toString() + " is expected and missing"));
        }
    }
    for (const auto& record : records) {
        if (std::none_of(expected.begin(), expected.end(),
                         [&](const ExpectedMx& item) { return matches(item, record); })) {
            findings.push_back(found(ownFindings.unexpected, subject, "MX " + shown(record) + " is not expected"));
        }
    }
    return findings;
}

std::vector<Finding> judgeExpectedNull(const MxSet& set)
{
    const auto subject = set.domain.toString();
    if (set.state == MxSet::State::Null) {
        return {};
    }
    const auto records = inZone(set);
    if (set.state == MxSet::State::NoSuchDomain) {
        return {found(ownFindings.missing, subject, "a null MX (\"0 .\") is expected, but the domain does not exist")};
    }
    if (records.empty()) {
        return {found(ownFindings.missing, subject, "a null MX (\"0 .\") is expected and missing")};
    }
    return {
        found(ownFindings.unexpected, subject, "MX " + shown(records) + " instead of the expected null MX (\"0 .\")")};
}

std::vector<Finding> judgePreferences(const MxSet& set)
{
    std::vector<Finding> findings;
    const auto subject = set.domain.toString();
    std::map<DnsName, std::vector<MxRecord>> byExchange;
    std::map<std::uint16_t, std::vector<MxRecord>> byPreference;
    for (const auto& record : set.records) {
        byExchange[record.exchange].push_back(record);
    }
    for (const auto& host : set.hosts()) {
        byPreference[host.preference].push_back({host.preference, host.name});
    }
    for (const auto& [exchange, records] : byExchange) {
        if (records.size() > 1 && !exchange.isRoot()) {
            findings.push_back(found(ownFindings.duplicate, subject,
                                     "exchange " + exchange.toString() + " stands in " +
                                         std::to_string(records.size()) + " MX records: " + shown(records)));
        }
    }
    for (const auto& [preference, records] : byPreference) {
        if (records.size() > 1) {
            findings.push_back(
                found(ownFindings.equalPreference, subject,
                      "exchanges share preference " + std::to_string(preference) + ": " + shown(records)));
        }
    }
    return findings;
}

/// Senders look such a name up, or refuse it; an address in its place is a finding of its own.
std::vector<Finding> judgeNames(const MxSet& set)
{
    std::vector<Finding> findings;
    for (const auto& host : set.hosts()) {
        if (set.state != MxSet::State::Implicit && !host.name.isHostName() && !isAddressLiteral(host.name)) {
            findings.push_back(found(ownFindings.badName, host.name.toString(),
                                     "is no valid host name, but an exchange of " + set.domain.toString()));
        }
    }
    return findings;
}

} // namespace

std::vector<Finding> judgeRecords(const Observation& seen, const Policy& policy)
{
    const auto& set = *seen.mx;
    std::vector<Finding> findings;
    if (policy.expectNull && isKnown(set)) {
        return judgeExpectedNull(set);
    }
    append(findings, judgeMxSet(set, policy.timeoutStatus));
    if (!policy.expectedSet.empty() && isKnown(set)) {
        append(findings, judgeExpectedSet(set, policy.expectedSet));
    }
    append(findings, judgePreferences(set));
    append(findings, judgeNames(set));
    append(findings, judgeLeftOut(seen));
    return findings;
}

} // namespace mpm::checkMx
