// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/line_kinds.hpp"

#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/replies_in_text.hpp"

#include <algorithm>
#include <array>

namespace mpm::pasted {
namespace {

/// What stands above the copy of the returned message, in small letters.
constexpr std::array copies{"below this line is a copy of the message",
                            "this is a copy of the message",
                            "this is a copy of your message",
                            "original message -----",
                            "original message follows",
                            "message header follows",
                            "returned message follows",
                            "original message headers",
                            "unsent message below",
                            "undelivered message follows",
                            "below this line is the original",
                            "message headers follow"};

/// Before a message's subject, which may be any text.
constexpr std::array<std::string_view, 6> subjects{
    "subject:", "the subject of the message is:", "message subject:", "betreff:", "objet:", "asunto:"};

constexpr std::size_t enough = 8192; ///< octets of a line that are looked at for a reply

} // namespace

bool isAboveCopy(std::string_view line)
{
    const auto lower = toLower(line.substr(0, 200));
    return std::any_of(copies.begin(), copies.end(),
                       [&](const char* words) { return lower.find(words) != std::string::npos; });
}

bool isLogEntry(std::string_view line)
{
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (line.size() < 12 || line.front() == ' ') {
        return false;
    }
    const auto month = months.find(line.substr(0, 3));
    if (month != std::string_view::npos && month % 3 == 0) {
        return line[3] == ' ' && line.substr(4, 16).find(':') != std::string_view::npos;
    }
    const bool date = isDigit(line[0]) && isDigit(line[3]) && (line[4] == '-' || line[4] == '/');
    return date || line.starts_with("@4000000") ||
           (line[0] == '<' && isDigit(line[1]) && line.substr(2, 3).find('>') != std::string_view::npos);
}

std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(" \t"), line.size());
}

bool beginsWithAddress(std::string_view line)
{
    const auto end = line.find('>');
    return line.starts_with('<') && end != std::string_view::npos &&
           line.substr(0, end).find('@') != std::string_view::npos;
}

std::string_view withoutItemMark(std::string_view line)
{
    const auto words = trim(line);
    const auto end = words.find(' ');
    if (end == 0 || end == std::string_view::npos || words.find_first_not_of("-*") != end) {
        return line;
    }
    const auto item = trim(words.substr(end));
    return !item.empty() && (isDigit(item.front()) || !addressAlone(item).empty()) ? item : line;
}

bool isTypedCommand(std::string_view words)
{
    const auto lower = toLower(words.substr(0, 80));
    for (const std::string_view whole : {"data", "starttls", "rset", "quit", "."}) {
        if (lower == whole) {
            return true;
        }
    }
    for (const std::string_view front : {"mail from:", "rcpt to:"}) {
        if (lower.starts_with(front)) { // unless the reply stands behind: "RCPT TO:<a@b>: 550 ..."
            return repliesInParagraph(words.substr(0, enough)).empty();
        }
    }
    const bool isShort = std::count(words.begin(), words.end(), ' ') == 1;
    return isShort && (lower.starts_with("ehlo ") || lower.starts_with("helo ") || lower.starts_with("lhlo ") ||
                       lower.starts_with("auth "));
}

std::string_view loggedLine(std::string_view line)
{
    const auto at = std::min(line.find(",>,"), line.find(",<,"));
    if (at == std::string_view::npos || !isDigit(line.front())) {
        return {};
    }
    auto words = line.substr(at + 3);
    if (words.ends_with(',')) {
        words.remove_suffix(1);
    }
    return trim(words);
}

bool isSubject(std::string_view line)
{
    const auto words = trim(line);
    return std::any_of(subjects.begin(), subjects.end(),
                       [&](std::string_view front) { return startsWithIgnoringCase(words, front); });
}

bool isReasonInQueue(std::string_view words)
{
    return words.starts_with("(host ") || words.starts_with("(connect to ") || words.starts_with("(lost connection ") ||
           words.starts_with("(conversation with ") || words.starts_with("(delivery temporarily suspended");
}

bool isClientsOwnWord(std::string_view words)
{
    return words.starts_with("Connection closed by foreign host") || words.starts_with("Escape character is ") ||
           (words.starts_with("Trying ") && words.ends_with("...")) || words.starts_with("Giving up on ");
}

bool isLog(std::string_view text)
{
    for (int lines = 0; lines < 8 && !text.empty(); ++lines) { // the first may be the rest of one
        const auto end = text.find('\n');
        if (isLogEntry(text.substr(0, end))) {
            return true;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return false;
}

} // namespace mpm::pasted
