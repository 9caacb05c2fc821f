// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/judge_soa.hpp"

#include "check/append.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/servers/serial.hpp"

#include <algorithm>
#include <map>

namespace mpm::checkDnsDelegation {
namespace {

struct SoaSeen {
    IpAddress address;
    SoaRecord soa;
    std::size_t count = 1; ///< of SOA records there
};

std::vector<SoaSeen> soasOf(const Assessment& assessment)
{
    std::vector<SoaSeen> soas;
    for (const auto* address : assessment.good) {
        auto values = authoritative<SoaRecord>(*address, Topic::Soa);
        if (!values || values->empty()) {
            values = authoritative<SoaRecord>(*address, Topic::SoaTcp);
        }
        if (values && !values->empty()) {
            soas.push_back({address->address, values->front(), values->size()});
        }
    }
    return soas;
}

std::vector<std::uint32_t> serialsOf(const std::vector<SoaSeen>& soas)
{
    std::vector<std::uint32_t> serials;
    for (const auto& one : soas) {
        serials.push_back(one.soa.serial);
    }
    return serials;
}

bool sameButSerial(const SoaRecord& a, const SoaRecord& b)
{
    return a.primary == b.primary && a.mailbox == b.mailbox && a.refresh == b.refresh && a.retry == b.retry &&
           a.expire == b.expire && a.minimum == b.minimum;
}

std::optional<Finding> judgeTimers(const SoaRecord& soa, const Assessment& assessment)
{
    std::string message;
    if (soa.expire < soa.refresh) {
        message = "has an SOA record whose expire " + std::to_string(soa.expire) + " is below refresh " +
                  std::to_string(soa.refresh) + ": secondaries drop the zone before they look for a new one";
    }
    if (soa.retry > soa.refresh) {
        message += (message.empty() ? "has an SOA record whose retry " : ", and whose retry ") +
                   std::to_string(soa.retry) + " is above refresh " + std::to_string(soa.refresh);
    }
    if (message.empty()) {
        return std::nullopt;
    }
    return found(serverFindings.soaTimers, assessment.seen.zone.toString(), message, assessment.dig("SOA"));
}

std::vector<Finding> judgeExpected(const std::vector<SoaSeen>& soas, const Assessment& assessment)
{
    const auto expected = *assessment.policy.expectSerial;
    AddressFaults faults(assessment);
    for (const auto& one : soas) {
        if (one.soa.serial != expected) {
            faults.add(serverFindings.serialUnexpected, one.address,
                       "has serial " + std::to_string(one.soa.serial) + ", " + std::to_string(expected) + " expected",
                       "SOA");
        }
    }
    return faults.findings();
}

std::vector<Finding> compareSerials(const std::vector<SoaSeen>& soas, const Assessment& assessment)
{
    const auto newest = newestSerial(serialsOf(soas));
    const auto current = static_cast<std::size_t>(
        std::count_if(soas.begin(), soas.end(), [&](const SoaSeen& one) { return one.soa.serial == newest; }));
    std::vector<Finding> findings;
    for (const auto& one : soas) {
        if (one.soa.serial == newest) {
            continue;
        }
        const auto message = "has serial " + std::to_string(one.soa.serial) + ", " +
                             std::to_string(newest - one.soa.serial) + " behind the newest, " + std::to_string(newest);
        auto finding = found(serverFindings.serialDiffers, assessment.seen.subjectOf(one.address), message);
        finding.headline = message + "; " + std::to_string(current) + " of " + std::to_string(soas.size()) +
                           " addresses " + (current == 1 ? "has" : "have") + " that";
        findings.push_back(withCommand(std::move(finding), assessment.dig(one.address, "SOA")));
    }
    return findings;
}

std::vector<Finding> judgeCounts(const std::vector<SoaSeen>& soas, const Assessment& assessment)
{
    AddressFaults faults(assessment);
    for (const auto& one : soas) {
        if (one.count > 1) {
            faults.add(serverFindings.soaMultiple, one.address,
                       "gives " + std::to_string(one.count) + " SOA records for the zone", "SOA");
        }
    }
    return faults.findings();
}

/// By serial the most frequent SOA record, of equals the first.
std::map<std::uint32_t, const SoaSeen*> usual(const std::vector<SoaSeen>& soas)
{
    struct Group {
        const SoaSeen* first;
        std::size_t size = 1;
    };
    std::map<std::uint32_t, std::vector<Group>> bySerial;
    for (const auto& one : soas) {
        auto& groups = bySerial[one.soa.serial];
        const auto group = std::find_if(groups.begin(), groups.end(),
                                        [&](const Group& known) { return sameButSerial(known.first->soa, one.soa); });
        if (group == groups.end()) {
            groups.push_back({&one});
        } else {
            ++group->size;
        }
    }
    std::map<std::uint32_t, const SoaSeen*> result;
    for (const auto& [serial, groups] : bySerial) {
        result[serial] = std::max_element(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
                             return a.size < b.size;
                         })->first;
    }
    return result;
}

std::vector<Finding> compareContents(const std::vector<SoaSeen>& soas, const Assessment& assessment)
{
    const auto measures = usual(soas);
    std::vector<Finding> findings;
    for (const auto& one : soas) {
        const auto& measure = *measures.at(one.soa.serial);
        if (!sameButSerial(measure.soa, one.soa)) {
            findings.push_back(found(serverFindings.soaDiffers, assessment.seen.subjectOf(one.address),
                                     "has the same serial as " + assessment.seen.subjectOf(measure.address) +
                                         ", but another SOA record",
                                     assessment.dig(one.address, "SOA")));
        }
    }
    return findings;
}

} // namespace

std::uint32_t serialSpreadOf(const Assessment& assessment)
{
    return serialSpread(serialsOf(soasOf(assessment)));
}

std::vector<Finding> judgeSoa(const Assessment& assessment)
{
    const auto soas = soasOf(assessment);
    if (soas.empty()) {
        return {};
    }
    if (auto several = judgeCounts(soas, assessment); !several.empty()) {
        return several; // which of them counts nobody knows
    }
    auto findings = assessment.policy.expectSerial ? judgeExpected(soas, assessment) : compareSerials(soas, assessment);
    append(findings, compareContents(soas, assessment));
    const auto newest = newestSerial(serialsOf(soas));
    const auto current =
        std::find_if(soas.begin(), soas.end(), [&](const SoaSeen& one) { return one.soa.serial == newest; });
    if (const auto finding = judgeTimers(current->soa, assessment)) {
        findings.push_back(*finding);
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
