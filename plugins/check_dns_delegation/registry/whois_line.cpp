// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_line.hpp"

#include "check/ascii.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/plain_text.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t mostLines = 1000;
constexpr std::size_t longestLine = 2000;    ///< of which anything is read
constexpr std::size_t longestLabel = 80;     ///< octets
constexpr std::size_t longestUnmarked = 160; ///< octets of such a line
constexpr std::size_t longestTitle = 5;      ///< words of a label without a sign behind it

/// Where a line is parted, in the text and in its plain form.
struct Parting {
    std::size_t text;
    std::size_t plain;
};

/// Without the dots that some write up to it: `Status:............. Active`.
std::string valueBehind(std::string_view text, std::size_t sign)
{
    auto value = trim(text.substr(std::min(sign + 1, text.size())));
    if (value.starts_with("..")) {
        value = trim(value.substr(std::min(value.find_first_not_of('.'), value.size())));
    }
    return std::string(value);
}

/// From there on the value begins; `open` signs of the label are left out.
bool part(WhoisLine& line, Parting at, std::size_t open = 0)
{
    line.label = plainWords(std::string_view(line.plain).substr(open, at.plain - open));
    line.kind = labelKind(line.label);
    line.value = valueBehind(line.text, at.text);
    line.plainValue = valueBehind(line.plain, at.plain);
    return !line.label.empty();
}

/// A dot inside of a word.
bool holdsHost(std::string_view text)
{
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == '.' && isAlphanumeric(text[at - 1]) && isAlphanumeric(text[at + 1])) {
            return true;
        }
    }
    return false;
}

/// `[Name Server] ns1.shop.example`, `a. [Domain Name] ...`
bool readBrackets(WhoisLine& line)
{
    const auto open = line.plain.find('[');
    const Parting close{line.text.find(']'), line.plain.find(']')};
    const bool there = open <= 3 && close.text != std::string::npos && close.plain != std::string::npos &&
                       close.plain > open && close.plain - open <= longestLabel &&
                       !holdsHost(std::string_view(line.plain).substr(open, close.plain - open));
    return there && part(line, close, open + 1);
}

/// `Label: value`. A name with an IPv6 address behind it has colons, but no label, and neither has a time.
bool readColon(WhoisLine& line)
{
    const std::string_view plain = line.plain;
    const auto colon = std::min(plain.find(':'), plain.find('='));
    if (colon == std::string_view::npos || colon > longestLabel) {
        return false;
    }
    const auto before = plain.substr(0, colon);
    const auto dot = before.find('.');
    const bool host = dot < before.find_first_of(" \t") && before.find("..") == std::string_view::npos &&
                      dot + 1 < before.size() && isAlphanumeric(before[dot + 1]);
    const bool clock = colon > 0 && isDigit(before.back()) && colon + 1 < plain.size() && isDigit(plain[colon + 1]);
    const bool apart = plain.substr(colon + 1).starts_with(' ') || colon + 1 == plain.size();
    if ((host && !apart) || clock || plain.substr(colon).starts_with("://")) {
        return false;
    }
    const auto inText = std::min(line.text.find(plain[colon]), line.text.size());
    return part(line, {inText, colon});
}

bool isValueOf(LabelKind kind, std::string_view value)
{
    switch (kind) {
    case LabelKind::Domain:
    case LabelKind::Server: return value.substr(0, value.find_first_of(" \t")).find('.') != std::string_view::npos;
    case LabelKind::Status: return std::count(value.begin(), value.end(), ' ') <= 3;
    default: return false;
    }
}

/// What may stand alone above that which it is the label of.
bool isTitle(LabelKind kind)
{
    return kind == LabelKind::Server || kind == LabelKind::Domain || kind == LabelKind::Other ||
           kind == LabelKind::Status;
}

/// `Domain Name   shop.example`, `Nameservers`.
void readUnmarked(WhoisLine& line)
{
    line.value = line.text;
    line.plainValue = line.plain;
    const std::string_view plain = line.plain;
    if (plain.size() > longestUnmarked) {
        return;
    }
    std::size_t end = 0;
    for (std::size_t words = 1; words <= longestTitle && end < plain.size(); ++words) {
        end = std::min(plain.find_first_of(" \t", end), plain.size());
        if (holdsHost(plain.substr(0, end))) {
            return;
        }
        const auto label = plainWords(plain.substr(0, end));
        const auto value = trim(plain.substr(end));
        const auto kind = labelKind(label);
        const bool title = value.empty() && isTitle(kind) && plain.find('.') >= plain.size() - 1;
        if (title || (!value.empty() && isValueOf(kind, value))) {
            line.label = label;
            line.kind = kind;
            line.plainValue = std::string(value);
            line.value =
                isAscii(line.text) ? std::string(trim(std::string_view(line.text).substr(end))) : line.plainValue;
            return;
        }
        end = std::min(plain.find_first_not_of(" \t", end), plain.size());
    }
}

} // namespace

WhoisLine readWhoisLine(std::string_view text, std::string_view plain)
{
    WhoisLine line;
    text = text.substr(0, longestLine);
    const auto whole = trim(text);
    line.text = std::string(whole);
    line.plain = std::string(trim(plain.substr(0, 2 * longestLine)));
    line.blank = whole.empty();
    line.comment = !text.empty() && (text.front() == '%' || text.front() == '#');
    if (line.comment) {
        line.value = line.text;
        line.plainValue = line.plain;
    } else if (!readBrackets(line) && !readColon(line)) {
        readUnmarked(line);
    }
    return line;
}

std::vector<WhoisLine> readWhoisLines(std::string_view answer)
{
    const auto texts = splitLines(answer);
    const auto plains = splitLines(plainText(answer));
    std::vector<WhoisLine> lines;
    for (std::size_t i = 0; i < texts.size() && i < plains.size() && lines.size() < mostLines; ++i) {
        lines.push_back(readWhoisLine(texts[i], plains[i]));
    }
    return lines;
}

} // namespace mpm
