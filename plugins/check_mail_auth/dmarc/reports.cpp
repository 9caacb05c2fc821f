// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/reports.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_mail_auth/dmarc/discover.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

using State = ReportConsent::State;

/// "!10m": the largest report that is taken.
bool isSize(std::string_view text)
{
    if (!text.empty() && std::string_view("kmgt").find(toLower(text.back())) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return parseWhole<std::uint64_t>(text).has_value();
}

/// RFC 3986 section 2.1; nothing where a "%" begins no octet.
std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto octet = fromHex(text.substr(i + 1, 2));
        if (!octet || octet->size() != 1) {
            return std::nullopt;
        }
        decoded += *octet;
        i += 2;
    }
    return decoded;
}

std::optional<DnsName> domainOf(std::string_view address)
{
    const auto at = address.rfind('@');
    if (at == std::string_view::npos || at == 0) {
        return std::nullopt;
    }
    try {
        auto domain = DnsName::parse(address.substr(at + 1));
        return domain.isHostName() ? std::optional(std::move(domain)) : std::nullopt;
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

ReportAddress readAddress(const std::string& text)
{
    constexpr std::string_view scheme = "mailto:";
    ReportAddress address;
    address.text = harmless(text, 120);
    if (!startsWithIgnoringCase(text, scheme)) {
        const auto colon = text.find(':');
        address.foreignScheme =
            colon != std::string::npos && isAlphanumeric(std::string_view(text).substr(0, colon), "+-.");
        address.fault = text.empty() ? "there is an empty address between the commas"
                        : address.foreignScheme
                            ? "\"" + address.text + "\" is not mailto:, and nobody need send to anything else"
                            : "\"" + address.text + "\" has no mailto: before it";
        return address;
    }
    std::string_view rest = std::string_view(text).substr(scheme.size());
    if (const auto size = rest.find('!'); size != std::string_view::npos) {
        if (!isSize(rest.substr(size + 1))) {
            address.fault = "\"" + address.text + "\" has no size behind its \"!\", such as 10m";
            return address;
        }
        rest = rest.substr(0, size);
    }
    const auto decoded = percentDecoded(rest.substr(0, rest.find('?')));
    if (!decoded) {
        address.fault = "\"" + address.text + "\" has a \"%\" without two hexadecimal digits behind it";
        return address;
    }
    rest = *decoded;
    if (rest.find_first_of(" \t;\"") != std::string_view::npos) {
        address.fault = "\"" + address.text + "\" holds signs that no address has";
        return address;
    }
    address.domain = domainOf(rest);
    if (!address.domain) {
        address.fault = "\"" + address.text + "\" is no mail address";
    }
    return address;
}

bool consents(const DnsAnswer& answer)
{
    const auto texts = answer.texts();
    return std::any_of(texts.begin(), texts.end(), [](const std::string& text) { return isDmarc(text); });
}

} // namespace

std::vector<ReportAddress> readReportAddresses(std::string_view list)
{
    std::vector<ReportAddress> addresses;
    for (const auto& text : list.empty() ? std::vector<std::string>() : split(list, ',')) {
        if (addresses.size() == mostReportAddresses) {
            break;
        }
        addresses.push_back(readAddress(text));
    }
    return addresses;
}

ReportConsent readConsent(const DnsName& domain, const DnsName& organisation, const DnsName& destination,
                          Reading& reading)
{
    ReportConsent consent;
    if (destination.isWithin(organisation) || domain.isWithin(destination)) {
        consent.state = State::Own;
        return consent;
    }
    const auto under = DnsName::parse("_report._dmarc").under(destination);
    const auto name = under ? domain.under(*under) : std::nullopt;
    if (!name) {
        consent.state = State::Refused; // there is no room for the name, so nobody can have it
        return consent;
    }
    consent.name = *name;
    consent.answer = reading.look(*name, RecordType::Txt);
    if (consent.answer == nullptr || !consent.answer->isConclusive()) {
        return consent;
    }
    if (consents(*consent.answer)) {
        consent.state = State::Given;
        return consent;
    }
    const auto walk = walkDmarc(destination, reading);
    consent.state = walk.organisation == organisation ? State::Own : State::Refused;
    return consent;
}

} // namespace mpm::checkMailAuth
