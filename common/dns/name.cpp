// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/name.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <idn2.h>

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <memory>

namespace mpm {
namespace {

constexpr std::size_t longestLabel = 63; // RFC 1035 section 2.3.4
constexpr std::size_t longestWire = 255;

/// What is shown as it is and may be typed as it is. Not among them: all that has a meaning to a
/// shell, to markup or to the readers of plugin output.
bool isPlain(char c)
{
    return isAlphanumeric(c) || std::string_view("-_/*+=").find(c) != std::string_view::npos;
}

[[noreturn]] void reject(std::string_view text, const std::string& reason)
{
    throw UsageError("\"" + harmless(text) + "\" is not a domain name: " + reason);
}

/// IDNA2008 with the mapping of UTS 46; the UTF-8 functions of libidn2, since the others go by the locale.
std::string toAscii(std::string_view text)
{
    if (isAscii(text)) {
        return std::string(text);
    }
    char* converted = nullptr;
    const auto status = idn2_to_ascii_8z(std::string(text).c_str(), &converted, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
    const std::unique_ptr<char, void (*)(void*)> owner(converted, idn2_free);
    if (status != IDN2_OK) {
        reject(text, std::string("it has no form in the DNS (") + idn2_strerror(status) + ")");
    }
    return owner.get();
}

/// One octet from behind a backslash, as in master files (RFC 1035 section 5.1); what was read is removed.
std::optional<char> takeEscaped(std::string_view& rest)
{
    if (rest.empty()) {
        return std::nullopt;
    }
    if (isDigit(rest[0])) {
        const auto octet = rest.size() < 3 ? std::nullopt : parseWhole<std::uint8_t>(rest.substr(0, 3));
        rest.remove_prefix(octet ? 3 : 0);
        return octet ? std::optional(static_cast<char>(*octet)) : std::nullopt;
    }
    const char c = rest[0];
    rest.remove_prefix(1);
    return c;
}

void appendLabel(std::string& wire, std::string_view label, std::string_view text)
{
    if (label.empty()) {
        reject(text, "a label is empty");
    }
    if (label.size() > longestLabel) {
        reject(text, "a label has " + std::to_string(label.size()) + " octets, at most 63 are possible");
    }
    wire += static_cast<char>(label.size());
    wire += toLower(label);
}

void appendShown(std::string& out, char c)
{
    if (isPlain(c)) {
        out += c;
    } else if (c == '.' || c == '\\') {
        out += {'\\', c};
    } else {
        const auto octet = static_cast<std::uint8_t>(c);
        const auto digit = [](int value) { return static_cast<char>('0' + value); };
        out += {'\\', digit(octet / 100), digit(octet / 10 % 10), digit(octet % 10)};
    }
}

/// Where the labels of a name begin, 127 at most (RFC 1035 section 3.1), and the empty one at its end.
struct LabelPlaces {
    explicit LabelPlaces(std::string_view wire) : octets(wire)
    {
        std::size_t at = 0;
        for (; wire[at] != '\0'; at += static_cast<std::uint8_t>(wire[at]) + 1U) {
            places[count++] = static_cast<std::uint8_t>(at);
        }
        places[count] = static_cast<std::uint8_t>(at);
    }

    /// 1 is the last one.
    std::string_view fromEnd(std::size_t number) const
    {
        const std::size_t at = places[count - number];
        return octets.substr(at + 1, static_cast<std::uint8_t>(octets[at]));
    }

    std::string_view octets;
    std::array<std::uint8_t, longestWire / 2 + 1> places;
    std::size_t count = 0;
};

} // namespace

DnsName DnsName::parse(std::string_view text)
{
    if (text.empty()) {
        throw UsageError("a domain name is empty");
    }
    if (text.find('\0') != std::string_view::npos) {
        reject(text, "it holds a NUL octet");
    }
    if (text == ".") {
        return {};
    }
    const auto ascii = toAscii(text);
    std::string_view rest = ascii;
    std::string wire;
    std::string label;
    while (!rest.empty()) {
        const char c = rest[0];
        rest.remove_prefix(1);
        if (c == '.') {
            appendLabel(wire, label, text);
            label.clear();
        } else if (c == '\\') {
            const auto octet = takeEscaped(rest);
            if (!octet) {
                reject(text, "a backslash must be followed by a character or by three digits up to 255");
            }
            label += *octet;
        } else if (isPlain(c)) {
            label += c;
        } else {
            reject(text, c == ' ' ? "it holds a blank" : "it holds the character '" + harmless({&c, 1}) + "'");
        }
    }
    if (!label.empty()) {
        appendLabel(wire, label, text);
    }
    wire += '\0';
    if (wire.size() > longestWire) {
        reject(text, "it takes " + std::to_string(wire.size()) + " octets, at most 255 are possible");
    }
    return DnsName(wire);
}

std::optional<DnsName> DnsName::fromWire(std::string_view wire)
{
    if (wire.size() > longestWire) {
        return std::nullopt;
    }
    for (std::string_view rest = wire; !rest.empty();) {
        const auto length = static_cast<std::uint8_t>(rest[0]);
        if (length > longestLabel || rest.size() < length + 1U) {
            return std::nullopt;
        }
        rest.remove_prefix(length + 1U);
        if (length == 0) { // length octets are below 64, and so never taken for letters
            return rest.empty() ? std::optional(DnsName(toLower(wire))) : std::nullopt;
        }
    }
    return std::nullopt;
}

DnsName DnsName::reverseOf(const IpAddress& address)
{
    return parse(address.reverseName());
}

std::string DnsName::toString() const
{
    if (isRoot()) {
        return ".";
    }
    std::string text;
    text.reserve(wire_.size());
    for (std::size_t at = 0; wire_[at] != '\0';) {
        if (at > 0) {
            text += '.';
        }
        const std::size_t end = at + 1U + static_cast<std::uint8_t>(wire_[at]);
        while (++at < end) {
            appendShown(text, wire_[at]);
        }
    }
    return text;
}

std::vector<std::string_view> DnsName::labels() const
{
    std::vector<std::string_view> result;
    const std::string_view all = wire_;
    for (std::size_t at = 0; all[at] != '\0'; at += static_cast<std::uint8_t>(all[at]) + 1U) {
        result.push_back(all.substr(at + 1, static_cast<std::uint8_t>(all[at])));
    }
    return result;
}

DnsName DnsName::parent() const
{
    return isRoot() ? *this : DnsName(wire_.substr(static_cast<std::uint8_t>(wire_[0]) + 1U));
}

bool DnsName::isHostName() const
{
    const auto all = labels();
    const auto isHostLabel = [](std::string_view label) {
        return isAlphanumeric(label.front()) && isAlphanumeric(label.back()) && isAlphanumeric(label, "-");
    };
    return !all.empty() && std::all_of(all.begin(), all.end(), isHostLabel) &&
           !std::all_of(all.back().begin(), all.back().end(), isDigit);
}

bool DnsName::isWithin(const DnsName& ancestor) const
{
    const LabelPlaces mine(wire_);
    const LabelPlaces theirs(ancestor.wire_);
    return mine.count >= theirs.count &&
           std::string_view(wire_).substr(mine.places[mine.count - theirs.count]) == ancestor.wire_;
}

std::optional<DnsName> DnsName::under(const DnsName& base) const
{
    auto joined = wire_.substr(0, wire_.size() - 1) + base.wire_;
    return joined.size() <= longestWire ? std::optional(DnsName(std::move(joined))) : std::nullopt;
}

std::strong_ordering DnsName::operator<=>(const DnsName& other) const
{
    // From the last label to the first, without allocating: maps of names ask for it again and again.
    const LabelPlaces mine(wire_);
    const LabelPlaces theirs(other.wire_);
    for (std::size_t i = 1; i <= std::min(mine.count, theirs.count); ++i) {
        if (const auto order = mine.fromEnd(i).compare(theirs.fromEnd(i)) <=> 0; std::is_neq(order)) {
            return order;
        }
    }
    return mine.count <=> theirs.count;
}

} // namespace mpm
