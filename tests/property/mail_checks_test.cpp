// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge.hpp"
#include "check_mx/options.hpp"
#include "check_mx/probe.hpp"
#include "check_smtp_banner/judge.hpp"
#include "check_smtp_banner/options.hpp"
#include "check_smtp_send/judge.hpp"
#include "check_smtp_send/options.hpp"
#include "check_smtp_send/prepare.hpp"
#include "check_smtp_tls/judge.hpp"
#include "check_smtp_tls/options.hpp"
#include "check_smtp_tls/probe.hpp"
#include "property/given_options.hpp"
#include "property/mail_world.hpp"
#include "property/property.hpp"
#include "property/sound_output.hpp"
#include "sending/walk.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "survey/survey.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

#include <algorithm>
#include <stdexcept>

using namespace mpm;
using namespace mpm::property;

namespace {

using Arguments = std::vector<std::string>;
using Run = std::function<Report(const Arguments&, const World&)>;

Deadline later()
{
    return Deadline::in(Seconds(3600));
}

Report banner(const Arguments& arguments, const World& world)
{
    const GivenOptions given(checkSmtpBanner::description(), arguments);
    auto options = checkSmtpBanner::readOptions(given.line, given.common);
    options.policy.parts = {};
    const auto seen = survey(options.plan, world, later());
    return given.finished(checkSmtpBanner::judge(seen, options.policy), options.plan.target.name());
}

Report mx(const Arguments& arguments, const World& world)
{
    const GivenOptions given(checkMx::description(), arguments);
    auto options = checkMx::readOptions(given.line, given.common);
    options.policy.parts = {};
    const auto seen = checkMx::observe(options.target, world, later());
    return given.finished(checkMx::judge(seen, options.policy), options.target.survey.target.name());
}

Report tls(const Arguments& arguments, const World& world)
{
    const GivenOptions given(checkSmtpTls::description(), arguments);
    auto options = checkSmtpTls::readOptions(given.line, given.common);
    options.policy.parts = {};
    const auto seen = checkSmtpTls::observe(options.target, world, later());
    return given.finished(checkSmtpTls::judge(seen, options.policy), options.target.survey.target.name());
}

Report send(const Arguments& arguments, const World& world)
{
    const GivenOptions given(checkSmtpSend::description(), arguments);
    const checkSmtpSend::Run run{[] { return std::string("client.example"); }, std::string(24, 'r'),
                                 std::chrono::sys_seconds(std::chrono::seconds(1795364841))};
    auto options = checkSmtpSend::prepared(checkSmtpSend::readOptions(given.line, given.common), run);
    options.policy.parts = {};
    test::FakeDigests digests;
    const auto seen = sending::observe(options.target, world, digests, later());
    return given.finished(checkSmtpSend::judge(seen, options.policy), options.target.mail.name());
}

struct Check {
    Run run;
    bool tls = false; ///< always
    bool delivery = false;
};

WorldParts partsFor(const Check& check, const Arguments& arguments)
{
    const auto has = [&](const char* option) {
        return std::find(arguments.begin(), arguments.end(), option) != arguments.end();
    };
    const bool domain = has("--mx") || has("-d");
    return {
        {check.tls || has("-S") || has("--smtps"), check.delivery}, domain, has("--mta-sts") || (check.tls && domain)};
}

/// Whatever the peers say, the output is sound; and where only their words are strange, not their form, the status is
/// that of the same run with harmless words, but where the user wants words to be read.
Report demandSoundRun(const Check& check, std::vector<Arguments> ways, const std::vector<Arguments>& readWords)
{
    const auto wordless = ways.size();
    ways.insert(ways.end(), readWords.begin(), readWords.end());
    auto words = PeerWords::drawn();
    const auto way = words.place("arguments", ways.size());
    const auto parts = partsFor(check, ways[way]);
    MailWorld hostile(words, parts);
    auto report = check.run(ways[way], hostile.world());
    demandSound(report);
    if (words.mode() == PeerWords::Mode::Calm && way < wordless) {
        auto harmless = words.twin();
        MailWorld quiet(harmless, parts);
        const auto same = check.run(ways[way], quiet.world());
        if (same.status() != report.status()) {
            throw std::runtime_error("words alone turn \"" + same.headline() + "\" into \"" + report.headline() + "\"");
        }
    }
    return report;
}

} // namespace

TEST_CASE("Whatever servers say to check_smtp_banner, its output is read as it is meant")
{
    forAll({"check_smtp_banner", 500, 30}, [] {
        return demandSoundRun({banner},
                              {{"-H", "mail.example.com"},
                               {"-H", "mail.example.com", "--rdns", "-C", "NOOP", "-C", "HELP"},
                               {"-H", "mail.example.com", "-L", "-p", "24", "--label", "a=|\"\\"},
                               {"-H", "mail.example.com", "-S", "-D", "30,10", "--dane"},
                               {"-H", "mail.example.com", "--smtps"},
                               {"--mx", "example.com", "-w", "0.000001", "-c", "@0:1"}},
                              {{"-H", "mail.example.com", "-e", "word", "--expect-capability", "SIZE>=10,XWORDS"}});
    });
}

TEST_CASE("Whatever servers, certificates and policies say to check_smtp_tls, its output is read as it is meant")
{
    forAll({"check_smtp_tls", 500, 38}, [] {
        return demandSoundRun(
            {tls, true},
            {{"-H", "mail.example.com"},
             {"-H", "mail.example.com", "--dane", "--check-injection"},
             {"-H", "mail.example.com", "--check-old-tls", "--both-certificates"},
             {"-H", "mail.example.com", "--pin-sha256", std::string(64, 'a'), "--trust-resolver", "--dane"},
             {"-H", "mail.example.com", "--smtps", "-D", "30,10", "-w", "0.000001"}},
            {{"-H", "mail.example.com", "--mta-sts", "example.com"}, {"--mx", "example.com"}});
    });
}

TEST_CASE("Whatever the DNS, servers and blocklists say to check_mx, its output is read as it is meant")
{
    forAll({"check_mx", 500, 24}, [] {
        return demandSoundRun({mx},
                              {{"-d", "example.com"},
                               {"-d", "example.com", "--rdns", "--starttls"},
                               {"-d", "example.com", "--dnsbl", "list.example", "-w", "0.000001"},
                               {"-d", "example.com", "--dns-only", "--dnsbl", "list.example"},
                               {"-d", "example.com", "--min-hosts", "2", "--expect-down", "mx2.example.com"}},
                              {{"-d", "example.com", "--expect-mx", "10 mx1.example.com"}});
    });
}

TEST_CASE("Whatever servers say to check_smtp_send, its output is read as it is meant")
{
    const test::TempDir folder;
    const auto secret = folder.write("secret", "Tr0ub4dor3\n").string();
    const auto with = [](const Arguments& more) {
        Arguments all{"-H", "mail.example.com", "--to", "user@example.com"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    const std::vector<Arguments> wordless{with({}),
                                          with({"--to", "other@example.com", "-S", "--no-verify"}),
                                          with({"--stop-at", "rcpt", "-w", "0.000001"}),
                                          with({"--bdat", "--dsn-notify", "never"}),
                                          with({"-L", "-p", "24", "--to", "other@example.com"}),
                                          with({"--expect", "rcpt=550"}),
                                          {"--mx", "example.com", "--to", "user@example.com"}};
    const std::vector<Arguments> readWords{
        with({"-S", "--no-verify", "-U", "monitor", "--auth-password-file", secret}),
        with({"-U", "monitor", "--auth-password-file", secret, "--auth-allow-clear"}),
        {"-H", "mail.example.com", "--relay-test"}};
    forAll({"check_smtp_send", 500, 28}, [&] { return demandSoundRun({send, false, true}, wordless, readWords); });
}
