// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/delegation_world.hpp"
#include "property/given_options.hpp"
#include "property/property.hpp"
#include "property/sound_output.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation/hostile.hpp"

#include <rapidcheck.h>

#include <stdexcept>

using namespace mpm;
using namespace mpm::property;

namespace {

enum class Registry { None, Whois, Iana, Rdap };

Report delegation(DelegationWorld& world, Registry registry, const std::vector<std::string>& more)
{
    std::vector<std::string> arguments{"-d", "example.com", "--parent-server", "20.9.0.1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    if (registry == Registry::Iana) {
        arguments.emplace_back("--whois");
    } else if (registry != Registry::None) {
        arguments.emplace_back("--whois=whois.nic.example");
    }
    const GivenOptions given(checkDnsDelegation::description(), arguments);
    auto options = checkDnsDelegation::readOptions(given.line, given.common);
    if (registry == Registry::Rdap) {
        options.registry.bootstrap = "the world's";
    }
    return given.finished(world.run(options), "example.com");
}

/// The registry is read by its words.
Report demandSoundRun()
{
    auto words = PeerWords::drawn();
    const auto registry = words.oneOf<Registry>(
        "registry", {Registry::None, Registry::None, Registry::Whois, Registry::Iana, Registry::Rdap});
    const auto more = words.oneOf<std::vector<std::string>>(
        "arguments", {{}, {"--expect-ns", "ns1.example.com"}, {"-w", "0.000001", "--min-servers", "3"}, {"--no-tcp"}});
    DelegationWorld hostile(words, registry != Registry::None);
    auto report = delegation(hostile, registry, more);
    demandSound(report);
    if (words.mode() == PeerWords::Mode::Calm && registry == Registry::None) {
        auto harmless = words.twin();
        DelegationWorld quiet(harmless, false);
        const auto same = delegation(quiet, registry, more);
        if (same.status() != report.status()) {
            throw std::runtime_error("words alone turn \"" + same.headline() + "\" into \"" + report.headline() + "\"");
        }
    }
    return report;
}

} // namespace

TEST_CASE("Whatever name servers and registries say to check_dns_delegation, its output is read as it is meant")
{
    forAll({"check_dns_delegation", 500, 25}, demandSoundRun);
}

TEST_CASE(
    "Whatever octets a name server's answer is made of, the output of check_dns_delegation is read as it is meant")
{
    const auto honest = test::honestHostileInputs();
    forAll({"check_dns_delegation, octets of an answer", 500, 4}, [&] {
        const auto which = *rc::gen::inRange<std::size_t>(0, honest.size()).as("question");
        auto input = honest[which];
        using Change = std::pair<std::size_t, std::uint8_t>;
        const auto changes =
            *rc::gen::resize(6, rc::gen::container<std::vector<Change>>(rc::gen::pair(
                                    rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, input.size())),
                                    rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint8_t>()))));
        for (const auto& [at, octet] : changes) {
            input[at] = static_cast<char>(octet);
        }
        auto report = test::reportOnHostile(which, input);
        if (!report) {
            return Report{};
        }
        report->plugin = "check_dns_delegation";
        report->target = "example.com";
        demandSound(*report);
        return *report;
    });
}
