// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/options.hpp"

#include "check/append.hpp"
#include "check/usage_error.hpp"
#include "check_smtp_banner/findings.hpp"
#include "cli/smtp_options.hpp"
#include "cli/tls_options.hpp"

#include <array>
#include <utility>

namespace mpm::checkSmtpBanner {
namespace {

using namespace std::string_view_literals;

constexpr std::array examples{
    "check_smtp_banner -H mail.example.com -w 5 -c 10"sv,
    "check_smtp_banner -H mail.example.com -e mail.example.com --expect-capability 'STARTTLS,SIZE>=10485760'"sv,
    "check_smtp_banner --mx example.com --expect-capability STARTTLS"sv,
    "check_smtp_banner -H mail.example.com --smtps --expect-capability AUTH"sv,
    "check_smtp_banner -H mail.example.com -C 'VRFY postmaster' -R 2yz -w greeting=2,ehlo=1"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"resolve", "seconds to find the addresses"},
    {"connect", "seconds to connect, the slowest address"},
    {"greeting", "seconds from there to the end of the greeting, the slowest address"},
    {"ehlo", "seconds to the end of the reply to EHLO, the slowest address"},
    {"tls", "seconds of the TLS handshake, the slowest address", "starttls smtps"},
};

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{
        hostOption,
        mxOption,
        portOption,
        {"expect", 'e', Arity::Repeated, "TEXT", "a line of the greeting, code included, must hold TEXT", ""},
        {"expect-regex", '\0', Arity::Repeated, "RE",
         "a line of the greeting must match the Perl-compatible regular expression", ""},
        {"expect-capability", '\0', Arity::Repeated, "LIST",
         "what EHLO must offer: NAME, !NAME (must not), NAME>=NUMBER, NAME<=NUMBER, NAME=PARAMETER; a comma list "
         "for several",
         ""},
        {"command", 'C', Arity::Repeated, "CMD", "say CMD after EHLO", ""},
        {"response", 'R', Arity::Repeated, "TEXT|CODE|CLASS",
         "the reply to the CMD of the same number must hold TEXT, have the CODE (250 or 250,252) or be of the CLASS "
         "(2yz); default: any but 4yz and 5yz",
         ""},
        {"lmtp", 'L', Arity::Flag, "", "speak LMTP: LHLO instead of EHLO", ""},
        {"rdns", '\0', Arity::Flag, "", "every address must have a PTR record whose name resolves back to it", ""},
        fqdnOption,
        quietOption,
    };
    for (const auto& more : {tlsModeOptions(), needing(tlsTrustOptions(), "starttls smtps"), daneOptions()}) {
        append(all, more);
    }
    return all;
}

Policy readPolicy(const CommandLine& line, const CommonOptions& common)
{
    Policy policy;
    policy.timeoutStatus = common.timeoutStatus;
    for (const auto& text : line.all("expect")) {
        if (text.empty()) {
            throw UsageError("--expect: '' is in every greeting; give a text that tells something");
        }
        if (text.find_first_of("\r\n") != std::string::npos) {
            throw UsageError("--expect: '" + printable(text) + "' is never in a line; give one --expect for each");
        }
        policy.greetingTexts.push_back(text);
    }
    for (const auto& expression : line.all("expect-regex")) {
        policy.greetingPatterns.emplace_back(expression);
    }
    for (const auto& list : line.all("expect-capability")) {
        append(policy.capabilities, CapabilityExpectation::parseList(list));
    }
    const auto& commands = line.all("command");
    const auto& responses = line.all("response");
    if (responses.size() > commands.size()) {
        throw UsageError("--response: '" + printable(responses[commands.size()]) +
                         "' belongs to no --command; there must be a command for each response");
    }
    for (const auto& response : responses) {
        policy.responses.push_back(ResponseExpectation::parse(response));
    }
    policy.responses.resize(commands.size());
    return policy;
}

/// Judged as in check_smtp_tls, and nothing secret is sent.
void readTls(const CommandLine& line, const CommonOptions& common, Options& options)
{
    const auto mode = readTlsMode(line);
    if (!mode) {
        refuseDaneWithoutTls(line);
        return;
    }
    options.plan = readTlsOfSurvey(line, *mode, std::move(options.plan));
    options.policy.tls = readTlsPolicy(line, common);
}

} // namespace

PluginDescription description()
{
    return {.name = "check_smtp_banner",
            .service = "SMTP BANNER",
            .purpose = "Does this server greet and answer EHLO as it should, and how fast?",
            .usage = "-H HOST | --mx DOMAIN [-p PORT] [-w RANGE] [-c RANGE] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    Options options;
    options.policy = readPolicy(line, common);
    auto& plan = options.plan;
    plan.target = readMailTarget(line, common);
    readTls(line, common, options);
    plan.target.port = readPort(line, smtpPort(line));
    plan.reverseDns = line.has("rdns");
    plan.visit.protocol = line.has("lmtp") ? Protocol::Lmtp : Protocol::Smtp;
    plan.visit.clientName = readFqdn(line);
    for (const auto& command : line.all("command")) {
        plan.visit.commands.push_back(checkedCommand(command));
    }
    options.policy.byHand = byHand(plan, common);
    options.policy.parts = common.parts();
    plan.visit.transcript = options.policy.parts.transcript;
    return options;
}

} // namespace mpm::checkSmtpBanner
