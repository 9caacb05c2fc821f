// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/options.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_mail_auth/findings.hpp"
#include "cli/smtp_options.hpp"
#include "cli/tls_options.hpp"

#include <array>

namespace mpm::checkMailAuth {
namespace {

using namespace std::string_view_literals;

constexpr std::array examples{
    "check_mail_auth -d example.com --selector mail"sv,
    "check_mail_auth -d example.com --sender 192.0.2.25 --sender 2001:db8::25 --helo mail.example.com"sv,
    "check_mail_auth -d example.com --dmarc-at-least quarantine --require spf,dmarc,tls-rpt"sv,
    "check_mail_auth -d parked.example.com --sends-nothing"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"spf_lookups", "DNS look-ups that evaluating the SPF record takes at most; receivers allow 10"},
    {"spf_void_lookups", "those of them that find nothing; receivers allow 2"},
    {"dkim_bits", "length of the RSA keys at the selectors, the shortest", "selector"},
};

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{
        domainOption,
        {"selector", '\0', Arity::Repeated, "NAME",
         "a usable DKIM key must be at this selector; a comma list for several. Without it DKIM is not judged", ""},
        {"sender", '\0', Arity::Repeated, "ADDR",
         "this address must pass SPF as a sender of the domain's mail; a comma list for several", ""},
        {"mail-from", '\0', Arity::Once, "ADDR",
         "the envelope's sender that SPF is judged for; default postmaster@DOMAIN, empty: the null sender", "", false,
         "sender"},
        {"helo", '\0', Arity::Once, "NAME", "the name in EHLO that SPF is judged for; default: the domain", "", false,
         "sender"},
        oneOf({"dmarc-at-least", '\0', Arity::Once, "POLICY",
               "the DMARC policy in force must be no weaker than none, quarantine or reject", ""},
              "none quarantine reject"),
        {"sends-nothing", '\0', Arity::Flag, "",
         "the domain sends no mail and takes none: SPF -all, DMARC reject, a null MX", ""},
        oneOf({"require", '\0', Arity::Repeated, "LIST",
               "records that must be there: spf, dkim, dmarc, tls-rpt, mta-sts", ""},
              "spf dkim dmarc tls-rpt mta-sts"),
    };
    for (auto& option : trustAnchorOptions()) {
        all.push_back(butNot(option, "sends-nothing"));
    }
    return all;
}

/// The items of all the option's lists.
std::vector<std::string> itemsOf(const CommandLine& line, std::string_view option)
{
    std::vector<std::string> items;
    for (const auto& list : line.all(option)) {
        append(items, splitList(list));
    }
    return items;
}

constexpr std::size_t mostGiven = 100; ///< selectors, and senders

std::vector<DnsName> readSelectors(const CommandLine& line, const DnsName& domain)
{
    std::vector<DnsName> selectors;
    for (const auto& text : itemsOf(line, "selector")) {
        try {
            if (toLower(text).find("_domainkey") != std::string::npos) {
                throw UsageError("it holds _domainkey; give what stands before that");
            }
            const auto selector = DnsName::parse(text);
            const auto under = DnsName::parse("_domainkey").under(domain);
            if (selector.isRoot() || !under || !selector.under(*under)) {
                throw UsageError("there is no room for it in a name");
            }
            addOnce(selectors, selector);
        } catch (const UsageError& error) {
            throw UsageError("--selector: '" + printable(text) + "': " + error.what());
        }
    }
    if (selectors.size() > mostGiven) {
        throw UsageError("--selector: more than " + std::to_string(mostGiven) + " selectors");
    }
    return selectors;
}

std::vector<IpAddress> readSenders(const CommandLine& line)
{
    std::vector<IpAddress> senders;
    for (const auto& text : itemsOf(line, "sender")) {
        const auto address = IpAddress::parse(text);
        if (!address) {
            throw UsageError("--sender: '" + printable(text) + "' is no IPv4 or IPv6 address");
        }
        addOnce(senders, *address);
    }
    if (senders.size() > mostGiven) {
        throw UsageError("--sender: more than " + std::to_string(mostGiven) + " addresses");
    }
    return senders;
}

/// An identity of SPF as typed; what has no usable domain is judged as "none" (RFC 7208 section 4.3), and is no
/// mistake here.
std::string readIdentity(const CommandLine& line, std::string_view option, std::string byDefault)
{
    constexpr std::size_t longest = 512;
    auto identity = line.value(option).value_or(std::move(byDefault));
    if (identity.size() > longest) {
        throw UsageError("--" + std::string(option) + ": longer than " + std::to_string(longest) + " octets");
    }
    return identity;
}

Policy readPolicy(const CommandLine& line, const CommonOptions& common)
{
    Policy policy;
    policy.timeoutStatus = common.timeoutStatus;
    policy.sendsNothing = line.has("sends-nothing");
    policy.parts = common.parts();
    for (const auto& list : line.all("require")) {
        policy.required.add(list);
    }
    if (policy.required.dkim && !line.has("selector")) {
        throw UsageError("--require dkim needs --selector: nobody can list the selectors of a domain");
    }
    if (const auto word = line.value("dmarc-at-least")) {
        policy.leastDmarc = parseDmarcAction(*word);
        if (!policy.leastDmarc) {
            throw UsageError("--dmarc-at-least: '" + printable(*word) + "' is not one of none, quarantine, reject");
        }
    }
    if (policy.sendsNothing) {
        for (const auto* option : {"selector", "sender"}) {
            if (line.has(option)) {
                throw UsageError("--sends-nothing and --" + std::string(option) +
                                 " exclude each other: who sends nothing has no senders and no keys");
            }
        }
        if (policy.required.tlsReports || policy.required.mtaSts) {
            throw UsageError("--sends-nothing and --require of tls-rpt or mta-sts exclude each other: the domain takes "
                             "no mail");
        }
    }
    return policy;
}

} // namespace

PluginDescription description()
{
    return {.name = "check_mail_auth",
            .service = "MAIL AUTH",
            .purpose =
                "Would receivers believe mail from this domain: SPF, DKIM, DMARC, TLS reporting, MTA-STS records?",
            .usage = "-d DOMAIN [--selector NAME] [--sender ADDR] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    Options options;
    const auto domain = line.value("domain");
    if (!domain) {
        throw UsageError("no domain given; use -d DOMAIN");
    }
    auto& target = options.target;
    target.domain = readMailDomain("domain", *domain);
    options.policy = readPolicy(line, common);
    target.takesPart = !options.policy.sendsNothing;
    target.selectors = readSelectors(line, target.domain);
    target.senders = readSenders(line);
    target.mailFrom = readIdentity(line, "mail-from", "postmaster@" + target.domain.toString());
    target.helo = readIdentity(line, "helo", target.domain.toString());
    target.anchors = readTrustAnchors(line);
    return options;
}

} // namespace mpm::checkMailAuth
