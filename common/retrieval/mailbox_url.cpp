// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/mailbox_url.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check/utf8.hpp"
#include "dns/name.hpp"
#include "io/ip_address.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mpm {
namespace {

struct Scheme {
    std::string_view name;
    RetrievalProtocol protocol;
    bool implicitTls;
    std::uint16_t port;
};

constexpr std::array schemes{
    Scheme{"imaps", RetrievalProtocol::Imap, true, 993}, Scheme{"imap", RetrievalProtocol::Imap, false, 143},
    Scheme{"pop3s", RetrievalProtocol::Pop3, true, 995}, Scheme{"pop3", RetrievalProtocol::Pop3, false, 110}};

constexpr std::size_t longestUser = 255;
constexpr std::size_t longestFolder = 255;
constexpr std::size_t longestPath = 4095; // PATH_MAX without its end

/// How a fault is told: the whole text, in which there is no password, with the reason behind it.
class Complaint {
public:
    explicit Complaint(std::string_view text) : text_(text) {}

    [[noreturn]] void operator()(const std::string& reason) const
    {
        throw UsageError("'" + printable(text_) + "' is no mailbox: " + reason);
    }

private:
    std::string_view text_;
};

std::string percentDecoded(std::string_view text, std::string_view what, const Complaint& complain)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto digits = text.substr(i + 1, 2);
        const auto octet = digits.size() == 2 ? parseWhole<unsigned>(digits, 16) : std::nullopt;
        if (!octet || digits.front() == '-') {
            complain("'%' in " + std::string(what) + " is followed by two hexadecimal digits; itself it is %25");
        }
        out += static_cast<char>(*octet);
        i += 2;
    }
    for (std::string_view rest = out; !rest.empty();) {
        const auto character = frontUtf8(rest);
        if (!character.valid) {
            complain(std::string(what) + " is no UTF-8");
        }
        if (character.codePoint < 0x20 || character.codePoint == 0x7F) {
            complain(std::string(what) + " holds a control character");
        }
        rest.remove_prefix(character.length);
    }
    return out;
}

void demandUrlCharacters(std::string_view text, const Complaint& complain)
{
    if (std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c <= ' ') || c == '\x7F'; })) {
        complain("an URL holds no blanks; one is written %20");
    }
    if (const auto at = text.find_first_of("?#"); at != std::string_view::npos) {
        complain("an URL of a mailbox has no '" + std::string(1, text[at]) + "'; in a folder's name it is written " +
                 (text[at] == '?' ? "%3F" : "%23"));
    }
}

std::string readUser(std::string_view text, const Complaint& complain)
{
    if (text.find('@') != std::string_view::npos) {
        complain("an '@' in the user's name is written %40");
    }
    if (text.find(';') != std::string_view::npos) {
        complain("there are no parameters behind the user; a ';' in the name is written %3B");
    }
    auto user = percentDecoded(text, "the user's name", complain);
    if (user.empty() || user.size() > longestUser) {
        complain("the user's name has 1 to " + std::to_string(longestUser) + " octets");
    }
    return user;
}

std::string readHost(const std::string& host, const Complaint& complain)
{
    if (host.starts_with('[') || host.ends_with(']')) {
        const bool closed = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
        const auto address = closed ? IpAddress::parse(host.substr(1, host.size() - 2)) : std::nullopt;
        if (!address || address->family() != Family::IPv6) {
            complain("between brackets stands an IPv6 address: [2001:db8::25]");
        }
        return address->toString();
    }
    if (const auto address = IpAddress::parse(host)) {
        if (address->family() == Family::IPv6) {
            complain("an IPv6 address stands in brackets: [" + host + "]");
        }
        return address->toString();
    }
    try {
        const auto name = DnsName::parse(host);
        const auto labels = name.labels();
        const bool plain = std::all_of(labels.begin(), labels.end(),
                                       [](std::string_view label) { return isAlphanumeric(label, "-_"); });
        if (labels.empty() || !plain || std::all_of(labels.back().begin(), labels.back().end(), isDigit)) {
            complain("'" + printable(host) + "' is no host name or address");
        }
        return name.toString();
    } catch (const UsageError&) {
        complain(host.empty() ? "the host is missing" : "'" + printable(host) + "' is no host name or address");
    }
}

void readHostAndPort(MailboxUrl& url, std::string_view text, const Complaint& complain)
{
    const auto colon = text.rfind(':');
    const bool hasPort = colon != std::string_view::npos && text.find(']', colon) == std::string_view::npos &&
                         (text.starts_with('[') || text.find(':') == colon);
    if (hasPort) {
        const auto digits = text.substr(colon + 1);
        const auto port = parseWhole<std::uint16_t>(digits);
        if (!port || *port == 0) {
            complain("the port is a number from 1 to 65535");
        }
        url.port = *port;
        text = text.substr(0, colon);
    }
    url.host = readHost(std::string(text), complain);
}

MailboxUrl parseMaildir(std::string_view path, const Complaint& complain)
{
    MailboxUrl url;
    url.protocol = RetrievalProtocol::Maildir;
    url.implicitTls = false;
    if (path.empty()) {
        complain("the path is missing: maildir:/home/tim/Maildir");
    }
    if (path.size() > longestPath || path.find('\0') != std::string_view::npos) {
        complain("the path can't be one");
    }
    url.path = std::string(path);
    return url;
}

/// `at`: where the user seems to end. A password may hold whatever its owner likes, so it is looked for before anything
/// is quoted.
void demandNoPassword(std::string_view text, std::size_t at)
{
    if (at != std::string_view::npos && text.substr(0, at).find(':') != std::string_view::npos) {
        throw UsageError(
            "an URL of a mailbox holds no password, which everybody could read in the list of processes; a "
            "':' in the user's name is written %3A");
    }
}

const Scheme* schemeOf(std::string_view name)
{
    const auto* found = std::find_if(schemes.begin(), schemes.end(),
                                     [&](const Scheme& each) { return equalIgnoringCase(each.name, name); });
    return found == schemes.end() ? nullptr : found;
}

} // namespace

MailboxUrl MailboxUrl::parse(std::string_view text)
{
    const Complaint complain(text);
    constexpr std::string_view maildir = "maildir:";
    if (startsWithIgnoringCase(text, maildir)) {
        return parseMaildir(text.substr(maildir.size()), complain);
    }
    const auto end = text.find("://");
    const auto* scheme = end == std::string_view::npos ? nullptr : schemeOf(text.substr(0, end));
    const auto rest = end == std::string_view::npos ? text : text.substr(end + 3);
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto at = rest.substr(0, slash).rfind('@');
    demandNoPassword(rest, at == std::string_view::npos ? rest.rfind('@') : at);
    if (scheme == nullptr) {
        complain("it begins with imaps://, imap://, pop3s://, pop3:// or maildir:");
    }
    demandUrlCharacters(rest, complain);
    if (at == std::string_view::npos) {
        complain("the user is missing: " + std::string(scheme->name) + "://user@host/");
    }
    MailboxUrl url;
    url.protocol = scheme->protocol;
    url.implicitTls = scheme->implicitTls;
    url.port = scheme->port;
    url.user = readUser(rest.substr(0, at), complain);
    readHostAndPort(url, rest.substr(at + 1, slash - at - 1), complain);
    if (slash + 1 < rest.size()) {
        if (url.protocol == RetrievalProtocol::Pop3) {
            complain("POP3 has no folders");
        }
        url.folder = percentDecoded(rest.substr(slash + 1), "the folder's name", complain);
        if (url.folder.size() > longestFolder) {
            complain("a folder's name has at most " + std::to_string(longestFolder) + " octets");
        }
    }
    return url;
}

std::string MailboxUrl::toString() const
{
    if (protocol == RetrievalProtocol::Maildir) {
        return "maildir:" + path;
    }
    const auto* scheme = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& each) {
        return each.protocol == protocol && each.implicitTls == implicitTls;
    });
    const bool literal = host.find(':') != std::string::npos;
    return std::string(scheme->name) + "://" + (literal ? "[" + host + "]" : host) +
           (port == scheme->port ? "" : ":" + std::to_string(port)) + "/" + folder;
}

} // namespace mpm
