// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/line_changes.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t longestBanner = 50;
constexpr std::size_t shownLine = 80;

std::string inQuotes(std::string_view line)
{
    return "'" + harmless(line, shownLine) + "'";
}

std::string count(std::size_t lines)
{
    return lines == 1 ? "1 line" : std::to_string(lines) + " lines";
}

std::string_view withoutBlanksBehind(std::string_view line)
{
    const auto last = line.find_last_not_of(" \t");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string withoutBlanks(std::string_view line)
{
    std::string text;
    std::copy_if(line.begin(), line.end(), std::back_inserter(text), [](char c) { return c != ' ' && c != '\t'; });
    return text;
}

/// What is left where characters beyond ASCII became others, or question marks.
std::string asciiOf(std::string_view line)
{
    std::string text;
    std::copy_if(line.begin(), line.end(), std::back_inserter(text),
                 [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '?'; });
    return text;
}

/// What happened to one line; nothing where that is no damage of a known kind.
std::optional<Change> damageOf(const std::string& sent, const std::string& came)
{
    if (sent.starts_with("From ") && came == ">" + sent) {
        return Change{ChangeKind::FromQuoted, "'From' at a line's start has a mark of mbox before it"};
    }
    if (came == "." + sent && sent.starts_with('.')) {
        return Change{ChangeKind::DotAdded, "a dot was added to a line that begins with one"};
    }
    if (sent == "." + came) {
        return Change{ChangeKind::DotLost, "a dot at a line's start is gone"};
    }
    if (withoutBlanksBehind(sent) == withoutBlanksBehind(came)) {
        return Change{ChangeKind::BlanksCut,
                      "blanks at a line's end are " + std::string(came.size() < sent.size() ? "gone" : "others")};
    }
    if (withoutBlanks(sent) == withoutBlanks(came)) {
        return Change{ChangeKind::Blanks, "tabs or blanks inside a line are others"};
    }
    if ((!isAscii(sent) || !isAscii(came)) && asciiOf(sent) == asciiOf(came)) {
        return Change{ChangeKind::Characters, "characters beyond ASCII came as " + inQuotes(came)};
    }
    return std::nullopt;
}

void addKind(std::vector<Change>& changes, Change change)
{
    if (std::none_of(changes.begin(), changes.end(), [&](const Change& each) { return each.kind == change.kind; })) {
        changes.push_back(std::move(change));
    }
}

/// The damage to lines that stand side by side from `begin` on; nothing where they are others.
std::optional<std::vector<Change>> sideBySide(const Lines& sent, const Lines& came, std::size_t begin)
{
    std::vector<Change> changes;
    const auto both = std::min(sent.size(), came.size() - begin);
    for (std::size_t i = 0; i < both; ++i) {
        if (sent[i] == came[begin + i]) {
            continue;
        }
        auto damage = damageOf(sent[i], came[begin + i]);
        if (!damage) {
            return std::nullopt;
        }
        addKind(changes, std::move(*damage));
    }
    return changes;
}

const std::string& firstText(const Lines& lines, std::size_t from)
{
    static const std::string none;
    const auto found = std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.end(),
                                    [](const std::string& line) { return !trim(line).empty(); });
    return found == lines.end() ? none : *found;
}

Change footer(const Lines& came, std::size_t from)
{
    return {ChangeKind::Footer,
            "a footer of " + count(came.size() - from) + " was added: " + inQuotes(firstText(came, from))};
}

/// All lines there, with others before or behind them, or the last ones missing.
std::optional<std::vector<Change>> framed(const Lines& sent, const Lines& came)
{
    const auto most = came.size() < sent.size() ? 0 : std::min(came.size() - sent.size(), longestBanner);
    for (std::size_t begin = 0; begin <= most; ++begin) {
        auto changes = sideBySide(sent, came, begin);
        if (!changes) {
            continue;
        }
        if (begin > 0) {
            changes->push_back({ChangeKind::Banner, count(begin) + " before the text " + (begin == 1 ? "was" : "were") +
                                                        " added: " + inQuotes(firstText(came, 0))});
        }
        if (begin + sent.size() < came.size()) {
            changes->push_back(footer(came, begin + sent.size()));
        }
        if (came.size() < sent.size()) {
            changes->push_back({ChangeKind::CutOff, "the last " + count(sent.size() - came.size()) + " of " +
                                                        std::to_string(sent.size()) + " did not come"});
        }
        return changes;
    }
    return std::nullopt;
}

std::string words(const Lines& lines)
{
    std::string text;
    for (const auto& line : lines) {
        text += withoutBlanks(line);
    }
    return text;
}

/// The same words in other lines, and perhaps a footer.
std::optional<std::vector<Change>> rewrapped(const Lines& sent, const Lines& came)
{
    const auto all = words(sent);
    if (all.empty() || !words(came).starts_with(all)) {
        return std::nullopt;
    }
    std::vector<Change> changes{{ChangeKind::Rewrapped, "its " + count(sent.size()) + " came wrapped into others"}};
    std::size_t octets = 0;
    for (std::size_t i = 0; i < came.size(); ++i) {
        if (octets >= all.size()) {
            changes.push_back(footer(came, i));
            break;
        }
        octets += withoutBlanks(came[i]).size();
    }
    return changes;
}

/// None of these: the first line that is another, and how many are.
Change others(const Lines& sent, const Lines& came)
{
    const std::multiset<std::string_view> there(came.begin(), came.end());
    std::size_t missing = 0;
    const std::string* first = nullptr;
    for (const auto& line : sent) {
        if (there.count(line) == 0) {
            first = first == nullptr ? &line : first;
            ++missing;
        }
    }
    if (first == nullptr) {
        return {ChangeKind::Lines, "its lines came in another order, or with others between them"};
    }
    return {ChangeKind::Lines, count(missing) + " of " + std::to_string(sent.size()) +
                                   " did not come as sent, the first of them " + inQuotes(*first)};
}

} // namespace

std::vector<Change> lineChanges(const Lines& sent, const Lines& came)
{
    if (sent == came) {
        return {};
    }
    if (auto changes = came.empty() ? std::nullopt : framed(sent, came)) {
        return std::move(*changes);
    }
    if (auto changes = rewrapped(sent, came)) {
        return std::move(*changes);
    }
    return {others(sent, came)};
}

bool areAlike(const Lines& sent, const Lines& came)
{
    const std::set<std::string_view> there(came.begin(), came.end());
    const bool sharesLine = std::any_of(sent.begin(), sent.end(), [&](const std::string& line) {
        return !trim(line).empty() && there.count(line) > 0;
    });
    const auto all = words(sent);
    return sharesLine || (!all.empty() && words(came).starts_with(all)) || (sent.empty() && came.empty());
}

} // namespace mpm::checkMailRoundtrip
