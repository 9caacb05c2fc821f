// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/macro.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/numbers.hpp"
#include "check_mail_auth/spf/record.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace mpm::checkMailAuth {
namespace {

constexpr std::string_view delimiters = ".-+,/_=";

/// What stands between "%{" and "}".
struct Macro {
    char letter = 's';
    bool escaped = false; ///< an upper-case letter: URL-escaped
    unsigned parts = 0;   ///< the rightmost so many; 0: all
    bool reversed = false;
    std::string_view separators = ".";
};

/// Nothing where it is malformed.
std::optional<Macro> readMacro(std::string_view body)
{
    Macro macro;
    if (body.empty() || std::string_view("slodipvhcrt").find(toLower(body.front())) == std::string_view::npos) {
        return std::nullopt;
    }
    macro.letter = toLower(body.front());
    macro.escaped = macro.letter != body.front();
    body.remove_prefix(1);
    const auto digits = body.substr(0, std::min(body.find_first_not_of("0123456789"), body.size()));
    if (!digits.empty()) {
        const auto parts = parseWhole<unsigned>(digits);
        if (digits.size() > 4 || !parts || *parts == 0) {
            return std::nullopt;
        }
        macro.parts = *parts;
    }
    body.remove_prefix(digits.size());
    if (!body.empty() && toLower(body.front()) == 'r') {
        macro.reversed = true;
        body.remove_prefix(1);
    }
    if (body.find_first_not_of(delimiters) != std::string_view::npos) {
        return std::nullopt;
    }
    macro.separators = body.empty() ? std::string_view(".") : body;
    return macro;
}

/// "192.0.2.1", or the nibbles of an IPv6 address with dots between.
std::string dotted(const IpAddress& address)
{
    if (address.family() == Family::IPv4) {
        return address.toString();
    }
    std::string text;
    for (const auto octet : address.octets()) {
        for (const auto nibble : {octet >> 4, octet & 15}) {
            text += (text.empty() ? "" : ".");
            text += "0123456789abcdef"[nibble];
        }
    }
    return text;
}

std::string valueOf(char letter, const MacroValues& values)
{
    switch (letter) {
    case 's': return values.localPart + "@" + values.senderDomain;
    case 'l': return values.localPart;
    case 'o': return values.senderDomain;
    case 'd': return values.domain;
    case 'i': return dotted(values.address);
    case 'p': return values.validated;
    case 'v': return values.address.family() == Family::IPv4 ? "in-addr" : "ip6";
    case 'h': return values.helo;
    case 'c': return values.address.toString();
    default: return "unknown"; // r and t: the receiver's name and clock, which nobody need tell
    }
}

std::string transformed(const Macro& macro, const std::string& value)
{
    std::vector<std::string> parts(1);
    for (const char c : value) {
        if (macro.separators.find(c) != std::string_view::npos) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    if (macro.reversed) {
        std::reverse(parts.begin(), parts.end());
    }
    if (macro.parts != 0 && macro.parts < parts.size()) {
        parts.erase(parts.begin(), parts.end() - macro.parts);
    }
    auto text = join(parts, ".");
    if (!macro.escaped) {
        return text;
    }
    std::string escaped;
    for (const char c : text) {
        const bool unreserved = isAlphanumeric(c) || std::string_view("-._~").find(c) != std::string_view::npos;
        escaped += unreserved ? std::string(1, c) : "%" + toUpper(toHex(std::string_view(&c, 1)));
    }
    return escaped;
}

/// Walks over a macro-string: `literal` gets octets, `macro` what stands in braces. Says what is malformed first.
std::string walk(std::string_view spec, const std::function<void(std::string_view)>& literal,
                 const std::function<void(const Macro&)>& onMacro)
{
    while (!spec.empty()) {
        const auto percent = spec.find('%');
        literal(spec.substr(0, percent));
        if (percent == std::string_view::npos) {
            break;
        }
        spec.remove_prefix(percent);
        const auto next = spec.size() > 1 ? spec[1] : '\0';
        if (next == '%' || next == '_' || next == '-') {
            literal(next == '%' ? "%" : next == '_' ? " " : "%20");
            spec.remove_prefix(2);
            continue;
        }
        const auto end = next == '{' ? spec.find('}') : std::string_view::npos;
        const auto macro = end == std::string_view::npos ? std::nullopt : readMacro(spec.substr(2, end - 2));
        if (!macro) {
            return "has a \"%\" that begins no macro";
        }
        onMacro(*macro);
        spec.remove_prefix(end + 1);
    }
    return {};
}

bool holdsMacro(std::string_view spec, const std::function<bool(const Macro&)>& is)
{
    bool held = false;
    walk(
        spec, [](std::string_view) {}, [&](const Macro& macro) { held = held || is(macro); });
    return held;
}

} // namespace

std::string faultOfDomainSpec(std::string_view spec)
{
    if (spec.empty()) {
        return "names no domain";
    }
    if (!std::all_of(spec.begin(), spec.end(), [](char c) { return c > ' ' && c <= '~'; })) {
        return "holds octets that no domain has";
    }
    bool explains = false;
    auto fault = walk(
        spec, [](std::string_view) {},
        [&](const Macro& macro) {
            explains = explains || std::string_view("crt").find(macro.letter) != std::string_view::npos;
        });
    if (!fault.empty()) {
        return fault;
    }
    if (explains) {
        return "holds a macro (c, r or t) that only explanations may have";
    }
    // domain-end: a macro, or a dot and a top label that is no number (RFC 7208 section 7.1).
    if (spec.ends_with('}')) {
        return {};
    }
    auto name = spec.ends_with('.') ? spec.substr(0, spec.size() - 1) : spec;
    const auto dot = name.rfind('.');
    const auto top = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    if (top.empty() || !isAlphanumeric(top, "-") || top.starts_with('-') || top.ends_with('-') ||
        std::all_of(top.begin(), top.end(), isDigit)) {
        return "does not name a domain with a top level at its end";
    }
    return {};
}

bool isTheSameForAll(std::string_view spec)
{
    return !holdsMacro(spec, [](const Macro& macro) { return macro.letter != 'd'; });
}

std::optional<DnsName> nameForAll(const std::string& spec, const DnsName& domain)
{
    if (spec.empty()) {
        return domain;
    }
    MacroValues values;
    values.domain = domain.toString();
    return isTheSameForAll(spec) ? nameOf(expandMacros(spec, values)) : std::nullopt;
}

std::optional<DnsName> nameForAnyAddress(const std::string& spec, const DnsName& domain, const DnsName& sender)
{
    if (holdsMacro(spec, [](const Macro& macro) {
            return std::string_view("dlso").find(macro.letter) == std::string_view::npos;
        })) {
        return std::nullopt;
    }
    MacroValues values;
    values.localPart = "postmaster";
    values.senderDomain = sender.toString();
    values.domain = domain.toString();
    return nameOf(expandMacros(spec, values));
}

std::string faultOfMacroString(std::string_view text)
{
    return walk(
        text, [](std::string_view) {}, [](const Macro&) {});
}

bool usesValidatedName(std::string_view spec)
{
    return holdsMacro(spec, [](const Macro& macro) { return macro.letter == 'p'; });
}

std::string expandMacros(std::string_view spec, const MacroValues& values)
{
    constexpr std::size_t longest = 2000;
    std::string text;
    const auto fault = walk(
        spec, [&](std::string_view literal) { text += literal; },
        [&](const Macro& macro) {
            if (text.size() < longest) {
                text += transformed(macro, valueOf(macro.letter, values));
            }
        });
    return fault.empty() ? text : std::string(spec);
}

std::optional<DnsName> nameOf(std::string expanded)
{
    constexpr std::size_t longest = 253;
    if (expanded.ends_with('.')) {
        expanded.pop_back();
    }
    while (expanded.size() > longest) {
        const auto dot = expanded.find('.');
        if (dot == std::string::npos) {
            return std::nullopt;
        }
        expanded.erase(0, dot + 1);
    }
    std::string wire;
    std::size_t at = 0;
    while (at <= expanded.size()) {
        const auto label = expanded.substr(at, std::min(expanded.find('.', at), expanded.size()) - at);
        if (label.empty() || label.size() > 63) {
            return std::nullopt;
        }
        wire += static_cast<char>(label.size());
        wire += label;
        at += label.size() + 1;
    }
    wire += '\0';
    return DnsName::fromWire(wire);
}

} // namespace mpm::checkMailAuth
