// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/delegation_world.hpp"
#include "property/given_options.hpp"
#include "property/property.hpp"
#include "property/sound_output.hpp"
#include "support/catch.hpp"

#include <stdexcept>

using namespace mpm;
using namespace mpm::property;

namespace {

enum class Registry { None, Whois, Rdap };

Report delegation(DelegationWorld& world, Registry registry, const std::vector<std::string>& more)
{
    std::vector<std::string> arguments{"-d", "example.com", "--parent-server", "20.9.0.1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    if (registry != Registry::None) {
        arguments.insert(arguments.end(), {"--whois", "whois.nic.example"});
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
    const auto registry =
        words.oneOf<Registry>("registry", {Registry::None, Registry::None, Registry::Whois, Registry::Rdap});
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
    forAll({"check_dns_delegation", 600, 0}, demandSoundRun);
}
