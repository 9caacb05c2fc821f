// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/tls_options.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/hex.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "dns/name.hpp"
#include "io/file_content.hpp"
#include "io/resources.hpp"
#include "tls/tlsa_text.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace mpm {
namespace {

constexpr std::size_t digestOctets = 32;

std::optional<std::string> digestFromHex(std::string text)
{
    std::erase(text, ':');
    const bool sound = text.size() == 2 * digestOctets && std::all_of(text.begin(), text.end(), isHexDigit);
    return sound ? std::optional(toLower(text)) : std::nullopt;
}

/// 32 octets are 43 digits and one '=', which many leave out.
std::optional<std::string> digestFromBase64(std::string_view text)
{
    const auto octets = decodeBase64(std::string(text) + (text.size() == 43 ? "=" : ""));
    return octets && octets->size() == digestOctets ? std::optional(toHex(*octets)) : std::nullopt;
}

std::string readPin(const std::string& text)
{
    std::string_view body = text;
    if (startsWithIgnoringCase(body, "sha256//")) { // as curl writes it
        body.remove_prefix(8);
    }
    auto pin = digestFromHex(std::string(body));
    pin = pin ? pin : digestFromBase64(body);
    if (!pin) {
        throw UsageError(
            "--pin-sha256: '" + printable(text) +
            "' is no SHA-256 of a public key: 64 hexadecimal digits, or 44 characters of base64 (43 without the =)");
    }
    return *pin;
}

std::string readFile(const CommandLine& line, std::string_view option)
{
    const auto file = line.value(option);
    if (!file) {
        return {};
    }
    if (!canBeRead(*file)) {
        throwIfUsedUp(errno, "read '" + printable(*file) + "'");
        throw UsageError("--" + std::string(option) + ": can't read the file '" + printable(*file) + "'");
    }
    return *file;
}

/// As c_rehash names them: "5f3c2a1b.0".
bool isHashedName(const std::string& name)
{
    const auto isHex = [](char c) { return isHexDigit(c) && c == toLower(c); };
    return name.size() > 9 && name[8] == '.' && std::all_of(name.begin(), name.begin() + 8, isHex) &&
           std::all_of(name.begin() + 9, name.end(), isDigit);
}

std::string readFolder(const CommandLine& line, std::string_view option)
{
    const auto given = line.value(option);
    if (!given) {
        return {};
    }
    const auto named = "--" + std::string(option) + ": '" + printable(*given) + "' ";
    std::error_code error;
    if (!std::filesystem::is_directory(*given, error)) {
        throw UsageError(named + "is no folder");
    }
    const std::filesystem::directory_iterator entries(*given, error);
    if (error) {
        throw UsageError(named + "can't be read");
    }
    if (std::none_of(begin(entries), end(entries), [](const std::filesystem::directory_entry& entry) {
            return isHashedName(entry.path().filename().string());
        })) {
        throw UsageError(named + "holds no certificate under a hashed name; openssl rehash makes these names");
    }
    return *given;
}

/// An address, or a host name as A-labels; empty when absent.
std::string readName(const CommandLine& line, std::string_view option)
{
    const auto given = line.value(option);
    if (!given) {
        return {};
    }
    if (const auto address = IpAddress::parse(*given)) {
        return address->toString();
    }
    try {
        const auto name = DnsName::parse(*given);
        if (!name.isHostName()) {
            throw UsageError("a host name is letters, digits and hyphens between dots");
        }
        return name.toString();
    } catch (const UsageError& error) {
        throw UsageError("--" + std::string(option) + ": '" + printable(*given) + "' is no host name: " + error.what());
    }
}

Range readDays(std::string_view text, std::string_view whole)
{
    constexpr double mostDays = 100000;
    const bool plain = !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
    const auto range = plain ? std::optional(Range::parse(std::string(text) + ":")) : std::nullopt;
    if (!range || range->start() > mostDays) {
        throw UsageError("--certificate: '" + printable(whole) + "' is not of the form DAYS or DAYS,DAYS");
    }
    return *range;
}

/// What the user gave, by -D or by thresholds on cert_days.
Threshold readCertDays(const CommandLine& line, const CommonOptions& common)
{
    auto threshold = common.thresholds.of("cert_days");
    const auto given = line.value("certificate");
    if (!given) {
        return threshold;
    }
    if (threshold.warning || threshold.critical) {
        throw UsageError("--certificate: '" + printable(*given) +
                         "' and a threshold on cert_days say the same thing twice");
    }
    const auto parts = split(*given, ',');
    if (parts.empty() || parts.size() > 2) {
        throw UsageError("--certificate: '" + printable(*given) + "' is not of the form DAYS or DAYS,DAYS");
    }
    threshold.warning = readDays(parts.front(), *given);
    if (parts.size() == 2) {
        threshold.critical = readDays(parts.back(), *given);
        if (threshold.critical->start() > threshold.warning->start()) {
            throw UsageError("--certificate: '" + printable(*given) +
                             "' would be CRITICAL before WARNING; the days for WARNING come first");
        }
    }
    return threshold;
}

} // namespace

std::vector<OptionSpec> tlsModeOptions()
{
    return {{"starttls", 'S', Arity::Flag, "", "begin TLS by STARTTLS", ""},
            {"smtps", 's', Arity::Flag, "", "TLS from the first octet on; the port is 465 unless given", "ssl"}};
}

std::vector<OptionSpec> trustAnchorOptions()
{
    return {
        {"ca-file", '\0', Arity::Once, "FILE", "trust the authorities in this PEM file; default: the system's", ""},
        {"ca-path", '\0', Arity::Once, "DIR", "trust the authorities in this folder of hashed names", ""},
    };
}

std::vector<OptionSpec> tlsTrustOptions()
{
    std::vector<OptionSpec> all = trustAnchorOptions();
    append(all,
           std::vector<OptionSpec>{
               {"verify-name", '\0', Arity::Once, "NAME",
                "the certificate must be for NAME; default: the host name used", ""},
               {"sni", '\0', Arity::Once, "NAME", "the server name to ask for; default: the name verified", ""},
               {"no-verify", '\0', Arity::Flag, "", "report chain and name, but do not judge them", ""},
               {"certificate", 'D', Arity::Once, "DAYS[,DAYS]",
                "days that the certificate must be valid for, decimals allowed: WARNING, CRITICAL; default 21,7, or a "
                "quarter "
                "and a twelfth of a life of less than 84 days; one number leaves CRITICAL at its default",
                ""},
               oneOf({"min-tls", '\0', Arity::Once, "VERSION", "1.0, 1.1, 1.2 (default) or 1.3: CRITICAL below", ""},
                     "1.0 1.1 1.2 1.3"),
               {"pin-sha256", '\0', Arity::Repeated, "HEX|BASE64",
                "the SHA-256 of the public key (SPKI); several: any of them", ""},
               {.name = "client-cert",
                .arity = Arity::Once,
                .argument = "FILE",
                .help = "PEM file with the certificate to show to the server",
                .aliases = "",
                .holdsSecretUnless = "client-key"},
               {.name = "client-key",
                .arity = Arity::Once,
                .argument = "FILE",
                .help = "PEM file with its key; default: in the certificate's file",
                .aliases = "",
                .needs = "client-cert",
                .holdsSecretUnless = ""},
           });
    return all;
}

std::vector<OptionSpec> daneOptions()
{
    return {
        {"dane", '\0', Arity::Flag, "", "TLSA records must be in the DNS, secured by DNSSEC, and match", ""},
        {"tlsa", '\0', Arity::Repeated, "'U S M DATA'", "hold the chain against this TLSA record, without the DNS", ""},
        {"trust-resolver", '\0', Arity::Flag, "",
         "believe the resolver's word for DNSSEC (AD bit) even if it is not on this machine", ""},
    };
}

std::optional<TlsMode> readTlsMode(const CommandLine& line)
{
    if (line.has("starttls") && line.has("smtps")) {
        throw UsageError("--starttls and --smtps exclude each other; give one of them");
    }
    if (line.has("smtps")) {
        return TlsMode::Implicit;
    }
    return line.has("starttls") ? std::optional(TlsMode::StartTls) : std::nullopt;
}

std::uint16_t smtpPort(const CommandLine& line)
{
    return line.has("smtps") ? 465 : 25;
}

void refuseDaneWithoutTls(const CommandLine& line)
{
    for (const auto* option : {"dane", "tlsa"}) {
        if (line.has(option)) {
            throw UsageError("--" + std::string(option) + " is of no use without --starttls or --smtps");
        }
    }
}

TrustAnchors readTrustAnchors(const CommandLine& line)
{
    return {readFile(line, "ca-file"), readFolder(line, "ca-path")};
}

TlsRequest readTlsRequest(const CommandLine& line)
{
    TlsRequest request;
    request.verifyName = readName(line, "verify-name");
    request.sni = readName(line, "sni");
    request.anchors = readTrustAnchors(line);
    request.clientCertificate = readFile(line, "client-cert");
    request.clientKey = readFile(line, "client-key");
    if (!request.clientKey.empty() && request.clientCertificate.empty()) {
        request.clientKey.clear();
    }
    return request;
}

DaneOptions readDane(const CommandLine& line, const std::string& host)
{
    DaneOptions dane;
    dane.wanted = line.has("dane");
    dane.trust = line.has("trust-resolver") ? ResolverTrust::Any : ResolverTrust::Loopback;
    for (const auto& text : line.all("tlsa")) {
        dane.given.push_back(parseTlsa(text));
    }
    if (dane.wanted && !dane.given.empty()) {
        throw UsageError(
            "--dane and --tlsa exclude each other: the records come from the DNS or from the command line");
    }
    if (dane.wanted && IpAddress::parse(host)) {
        throw UsageError("--dane: '" + host + "' is an address; TLSA records belong to a host name");
    }
    return dane;
}

TlsPolicy readTlsPolicy(const CommandLine& line, const CommonOptions& common)
{
    TlsPolicy policy;
    policy.verify = !line.has("no-verify");
    policy.timeoutStatus = common.timeoutStatus;
    policy.certDays = readCertDays(line, common);
    if (const auto text = line.value("min-tls")) {
        const auto version = parseTlsVersion(*text);
        if (!version) {
            throw UsageError("--min-tls: '" + printable(*text) + "' is not one of 1.0, 1.1, 1.2, 1.3");
        }
        policy.least = *version;
    }
    for (const auto& pin : line.all("pin-sha256")) {
        policy.pins.push_back(readPin(pin));
    }
    return policy;
}

SurveyPlan readTlsOfSurvey(const CommandLine& line, TlsMode mode, SurveyPlan plan)
{
    auto& tls = plan.visit.tls.emplace();
    tls.mode = mode;
    tls.request = readTlsRequest(line);
    const auto dane = readDane(line, senderName(plan.target.host, tls.request));
    tls.request.least = TlsVersion::Tls10;
    tls.request.lenient = true;
    tls.request.tlsa = dane.given;
    plan.target.dane = dane.wanted;
    plan.target.trust = dane.trust;
    return plan;
}

} // namespace mpm
