// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/mailbox.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "dns/name.hpp"
#include "io/ip_address.hpp"
#include "submission/mime.hpp"

#include <algorithm>
#include <optional>

namespace mpm {
namespace {

/// RFC 5321 section 4.5.3.1.1 allows 64; some real ones (VERP, SRS) are longer, and servers take them.
constexpr std::size_t longestLocalPart = 200;

bool isAtomCharacter(char c)
{
    constexpr std::string_view symbols = "!#$%&'*+-/=?^_`{|}~.";
    return isAlphanumeric(c) || static_cast<unsigned char>(c) > 127 || symbols.find(c) != std::string_view::npos;
}

/// Where the local part ends: at the last "@" that no quotes enclose.
std::size_t endOfLocalPart(std::string_view text)
{
    if (!text.starts_with('"')) {
        return text.rfind('@');
    }
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') {
        at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1 < text.size() && text[at + 1] == '@' ? at + 1 : std::string_view::npos;
}

/// RFC 5321's Quoted-string: printable characters, backslash and quotes escaped.
bool isQuotedString(std::string_view text)
{
    if (text.size() < 3 || text.front() != '"' || text.back() != '"') {
        return false;
    }
    const auto inner = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] == '"' || (inner[i] == '\\' && ++i == inner.size())) {
            return false;
        }
    }
    return true;
}

bool isDotString(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isAtomCharacter) && !text.starts_with('.') && !text.ends_with('.') &&
           text.find("..") == std::string_view::npos;
}

bool isAddressLiteral(std::string_view text)
{
    if (text.size() < 3 || text.front() != '[' || text.back() != ']') {
        return false;
    }
    auto inner = text.substr(1, text.size() - 2);
    if (startsWithIgnoringCase(inner, "IPv6:")) {
        inner.remove_prefix(5);
    }
    return IpAddress::parse(inner).has_value();
}

[[noreturn]] void refuse(std::string_view text, const std::string& why)
{
    throw UsageError("'" + harmless(text) + "' is no mail address: " + why);
}

std::string readDomain(std::string_view domain, std::string_view whole)
{
    if (isAddressLiteral(domain)) {
        return std::string(domain);
    }
    std::optional<DnsName> name;
    try {
        name = DnsName::parse(domain);
    } catch (const UsageError& error) {
        refuse(whole, error.what());
    }
    if (!name->isHostName()) {
        refuse(whole, "'" + harmless(domain) + "' is no domain");
    }
    // As typed: a server may show it in its answers, and the DNS does not care.
    return isAscii(domain) ? std::string(domain.substr(0, domain.find_last_not_of('.') + 1)) : name->toString();
}

} // namespace

Mailbox Mailbox::parse(std::string_view text)
{
    const auto whole = text;
    if (std::any_of(text.begin(), text.end(),
                    [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; })) {
        refuse(whole, "it holds a control character");
    }
    if (text.size() >= 2 && text.front() == '<' && text.back() == '>') {
        text = text.substr(1, text.size() - 2);
    }
    Mailbox mailbox;
    if (text.empty()) {
        return mailbox;
    }
    const auto end = endOfLocalPart(text);
    const auto localPart = text.substr(0, end);
    if (localPart.empty() || localPart.size() > longestLocalPart) {
        refuse(whole, "the part before '@' is empty or too long");
    }
    if (!isDotString(localPart) && !isQuotedString(localPart)) {
        refuse(whole, "the part before '@' has a character that must stand in double quotes, or a misplaced dot");
    }
    mailbox.localPart_ = localPart;
    if (end != std::string_view::npos) {
        mailbox.domain_ = readDomain(text.substr(end + 1), whole);
    }
    return mailbox;
}

std::string Mailbox::toString() const
{
    return domain_.empty() ? localPart_ : localPart_ + "@" + domain_;
}

bool Mailbox::needsUtf8() const
{
    return !isAscii(localPart_);
}

} // namespace mpm
