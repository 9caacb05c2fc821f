// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/peer_text.hpp"
#include "check/render_json.hpp"
#include "dns/name.hpp"
#include "property/hostile_octets.hpp"
#include "property/property.hpp"
#include "property/sound_output.hpp"
#include "support/catch.hpp"
#include "support/grammar.hpp"

#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace mpm;
using namespace mpm::property;

namespace {

void demand(bool holds, const char* what)
{
    if (!holds) {
        throw std::runtime_error(what);
    }
}

Report about(const std::string& target)
{
    Report report;
    report.plugin = "check_mx";
    report.service = "MX";
    report.target = target;
    report.summary = "all is well";
    return report;
}

/// A name of one to three labels, and "example".
DnsName hostileName(const std::vector<std::string>& labels)
{
    std::string wire;
    for (const auto& octets : labels) {
        const auto label = octets.substr(0, 63);
        if (!label.empty() && wire.size() + label.size() < 200) {
            wire += static_cast<char>(label.size()) + label;
        }
    }
    return DnsName::fromWire(wire +
                             "\x07"
                             "example" +
                             std::string(1, '\0'))
        .value();
}

/// What `printable` leaves in peace is no fault here.
std::string withoutBrackets(std::string octets)
{
    std::erase_if(octets, [](char c) { return c == '<' || c == '>'; });
    return octets;
}

} // namespace

TEST_CASE("What a peer says is shown within its limit, harmless, and the same when shown again")
{
    forAll({"text of a peer", 3000}, [] {
        const auto octets = *hostileOctets().as("octets");
        const auto limit = *rc::gen::inRange<std::size_t>(3, 600).as("limit");
        const auto shown = harmless(octets, limit);
        demand(shown.size() <= limit, "longer than its limit");
        demand(test::isUtf8(shown), "no UTF-8");
        demand(test::harmIn(shown).empty() && shown.find_first_of("|\n") == std::string::npos, "not harmless");
        demand(harmless(shown, limit) == shown, "otherwise when shown again");
        demand(octets.empty() == shown.empty(), "something of nothing, or the other way round");
        return Report{};
    });
}

TEST_CASE("Hosts of whatever names have a metric and a finding each, and none takes another's place")
{
    forAll({"names of hosts", 1000}, [] {
        const auto labels = rc::gen::container<std::vector<std::string>>(hostileOctets());
        std::set<std::string> names{"time"};
        for (const auto& each : *rc::gen::resize(
                 12, rc::gen::container<std::vector<std::vector<std::string>>>(rc::gen::resize(3, labels)))) {
            names.insert(hostileName(each).toString());
        }
        auto report = about("example");
        for (const auto& name : names) {
            report.metrics.push_back(seconds(name, 0.5));
            report.findings.push_back(
                found({"mx-host-down", Status::Warning, "", "See it with: dig", ""}, name, name + " is down"));
        }
        report.observations.table("hosts").push_back({{"host", *names.begin()}});
        demandSound(report);
        return report;
    });
}

TEST_CASE("What slips into a report as it came is caught where it is shown")
{
    forAll({"octets in a report", 1000}, [] {
        const auto any = [](const char* what) { return withoutBrackets(*hostileOctets().as(what)); };
        auto report = about("example.com");
        report.summary = "x" + any("summary");
        report.mark = any("mark");
        for (int i = *rc::gen::inRange(0, 4).as("findings"); i > 0; --i) {
            auto finding = found(
                {"mx-host-down", *rc::gen::element(Status::Ok, Status::Warning, Status::Critical), "", "", "RFC 5321"},
                any("subject"), "x" + any("message"));
            finding.headline = *rc::gen::arbitrary<bool>() ? "x" + any("headline") : "";
            finding.remedy = any("remedy");
            report.findings.push_back(std::move(finding));
        }
        report.metrics = {seconds("time", 1), count("mx", 2)};
        report.transcript = {"0.001s S: " + any("line of the dialogue")};
        report.observations.facts = {{"seen", any("fact")}};
        demandReadable(report);
        return report;
    });
}
