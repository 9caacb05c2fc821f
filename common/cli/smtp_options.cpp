// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/smtp_options.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm {
namespace {

/// Commands after which the server waits for something else than the next command.
constexpr std::array ledElsewhere{
    std::pair{std::string_view("STARTTLS"), std::string_view("--starttls does it, check_smtp_tls judges it")},
    std::pair{std::string_view("AUTH"), std::string_view("check_smtp_send logs in: -U USER --stop-at auth")},
    std::pair{std::string_view("DATA"), std::string_view("check_smtp_send sends messages: --to ADDR")},
    std::pair{std::string_view("BDAT"), std::string_view("check_smtp_send sends messages: --bdat --to ADDR")},
};

constexpr std::size_t longestCommand = 510; // RFC 5321 section 4.5.3.1.4, without CRLF

bool isPrintable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c != 0x7F) || c < 0; });
}

} // namespace

const OptionSpec mxOption{
    "mx", '\0', Arity::Once, "DOMAIN", "instead of -H: look up the domain's MX and check every host and address", ""};
const OptionSpec fqdnOption{
    "fqdn", 'F', Arity::Once, "NAME", "the name to give in EHLO; default: this machine's full name", ""};
const OptionSpec quietOption{
    "ignore-quit-failure", 'q', Arity::Flag, "", "accepted for check_smtp's sake; QUIT is never waited for", ""};

DnsName readMailDomain(std::string_view option, const std::string& text)
{
    try {
        auto name = DnsName::parse(text);
        if (!name.isHostName()) {
            throw UsageError("a domain is letters, digits and hyphens between dots");
        }
        return name;
    } catch (const UsageError& error) {
        throw UsageError("--" + std::string(option) + ": '" + printable(text) + "' is no domain name: " + error.what());
    }
}

MailTarget readMailTarget(const CommandLine& line, const CommonOptions& common)
{
    MailTarget target;
    target.families = common.network.families;
    const auto domain = line.value("mx");
    if (domain && line.has("hostname")) {
        throw UsageError("--mx and --hostname exclude each other; give one of them");
    }
    if (!domain && !line.has("hostname")) {
        throw UsageError("no host given; use -H HOST or --mx DOMAIN");
    }
    if (domain) {
        target.domain = readMailDomain("mx", *domain);
    } else {
        target.host = readHost(line, common);
    }
    return target;
}

std::vector<Label> placeOf(std::uint16_t port, Protocol protocol, std::optional<TlsMode> tls)
{
    const auto* mode = protocol == Protocol::Lmtp  ? "lmtp"
                       : !tls                      ? "plain"
                       : *tls == TlsMode::Implicit ? "smtps"
                                                   : "starttls";
    return {{"port", std::to_string(port)}, {"mode", mode}};
}

std::vector<Label> placeOf(const SurveyPlan& plan)
{
    const auto& tls = plan.visit.tls;
    return placeOf(plan.target.port, plan.visit.protocol, tls ? std::optional(tls->mode) : std::nullopt);
}

ByHand byHand(const SurveyPlan& plan, const CommonOptions& common)
{
    ByHand how;
    how.resolvers = common.network.resolvers;
    how.port = plan.target.port;
    how.protocol = plan.visit.protocol;
    how.clientName = plan.visit.clientName;
    if (const auto& tls = plan.visit.tls) {
        how.tls = tls->mode;
        how.caFile = tls->request.anchors.file;
    }
    return how;
}

std::string readFqdn(const CommandLine& line)
{
    const auto name = line.value("fqdn");
    if (!name) {
        return {};
    }
    if (name->empty() || name->size() > 255 || !isPrintable(*name) || name->find(' ') != std::string::npos) {
        throw UsageError("--fqdn: '" + printable(*name) + "' is no name that EHLO can carry");
    }
    return isAscii(*name) ? *name : DnsName::parse(*name).toString();
}

std::string checkedCommand(const std::string& given)
{
    std::string command(trim(given));
    if (command.empty() || command.size() > longestCommand || !isPrintable(command)) {
        throw UsageError("--command: '" + printable(command) +
                         "' is no single command line of 1 to 510 printable characters");
    }
    const auto verb = toUpper(std::string_view(command).substr(0, command.find(' ')));
    const auto taken =
        std::find_if(ledElsewhere.begin(), ledElsewhere.end(), [&](const auto& each) { return each.first == verb; });
    if (taken != ledElsewhere.end()) {
        throw UsageError("--command: '" + printable(command) + "' is more than one question; " +
                         std::string(taken->second));
    }
    return command;
}

} // namespace mpm
