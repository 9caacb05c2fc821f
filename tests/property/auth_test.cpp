// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/auth_world.hpp"
#include "property/given_options.hpp"
#include "property/property.hpp"
#include "property/sound_output.hpp"
#include "support/catch.hpp"

using namespace mpm;
using namespace mpm::property;

namespace {

using Arguments = std::vector<std::string>;

Report demandSoundRun()
{
    auto words = PeerWords::drawn();
    const auto more = words.oneOf<Arguments>(
        "arguments", {{"--selector", "mail"},
                      {"--selector", "mail,old", "--sender", "192.0.2.25"},
                      {"--sender", "192.0.2.25,2001:db8::1", "--mail-from", "", "--helo", "mx1.example.com"},
                      {"--sender", "198.51.100.1", "--mail-from", "o'neill+x@example.com", "-w", "spf_lookups=3"},
                      {"--dmarc-at-least", "quarantine", "--require", "spf,dmarc,tls-rpt,mta-sts"},
                      {"--sends-nothing"}});
    AuthWorld world(words);
    Arguments arguments{"-d", "example.com"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const GivenOptions given(checkMailAuth::description(), arguments);
    auto report = given.finished(world.run(checkMailAuth::readOptions(given.line, given.common)), "example.com");
    demandSound(report);
    return report;
}

} // namespace

TEST_CASE("Whatever a domain publishes about its mail, the output of check_mail_auth is read as it is meant")
{
    forAll({"check_mail_auth", 500, 20}, demandSoundRun);
}
