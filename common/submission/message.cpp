// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/message.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "submission/mime.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mpm {
namespace {

constexpr std::size_t longestLine = 998; // RFC 5322 section 2.1.1, without CRLF
constexpr std::size_t wantedLine = 78;
constexpr std::size_t longestWord = 900;

/// "Sun, 22 Nov 2026 16:27:21 +0000" (RFC 5322 section 3.3), whatever the locale and the time zone.
std::string formatDate(std::chrono::sys_seconds time)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %u %s %d %02d:%02d:%02d +0000",
                  days.at(std::chrono::weekday(midnight).c_encoding()), unsigned(date.day()),
                  months.at(unsigned(date.month()) - 1), int(date.year()), int(clock.hours().count()),
                  int(clock.minutes().count()), int(clock.seconds().count()));
    return text.data();
}

/// Broken before blanks where a line would be longer than 78 characters (RFC 5322 section 2.2.3).
std::string folded(const std::string& name, const std::vector<std::string>& words)
{
    auto result = name + ":";
    auto width = result.size();
    for (const auto& word : words) {
        if (width + 1 + word.size() > wantedLine && width > name.size() + 1) {
            result += "\r\n";
            width = 0;
        }
        result += " " + word;
        width += 1 + word.size();
    }
    return result + "\r\n";
}

/// The words of free text, those that ASCII or a line can't hold as encoded words. A run of these is encoded
/// with the blanks inside it, since blanks between encoded words vanish (RFC 2047 section 6.2).
template <class StaysAsItIs>
std::vector<std::string> wordsOf(std::string_view text, StaysAsItIs staysAsItIs)
{
    std::vector<std::string> words;
    std::string run;
    const auto endRun = [&] {
        const auto encoded = encodedWords(run);
        append(words, encoded);
        run.clear();
    };
    for (const auto& word : split(text, ' ')) {
        if ((isAscii(word) && word.size() <= longestWord) || staysAsItIs(word)) {
            endRun();
            words.push_back(word);
        } else {
            run += (run.empty() ? "" : " ") + word;
        }
    }
    endRun();
    return words;
}

std::string list(const std::vector<Mailbox>& mailboxes)
{
    std::string result;
    for (const auto& mailbox : mailboxes) {
        result += (result.empty() ? "" : ", ") + mailbox.toString();
    }
    return result;
}

/// RFC 2047 section 5: encoded words may stand for names beside addresses, never inside an address.
bool holdsAddresses(const std::string& name)
{
    constexpr std::array names{"From", "Sender", "Reply-To", "To", "Cc", "Bcc"};
    const auto plain = startsWithIgnoringCase(name, "Resent-") ? name.substr(7) : name;
    return std::any_of(names.begin(), names.end(), [&](const char* each) { return equalIgnoringCase(each, plain); });
}

std::vector<std::string> wordsOf(const HeaderField& field)
{
    if (field.isAddresses) {
        return split(field.body, ' ');
    }
    const bool addresses = holdsAddresses(field.name);
    return wordsOf(field.body,
                   [&](const std::string& word) { return addresses && word.find('@') != std::string::npos; });
}

bool needsEncoding(std::string_view lines)
{
    std::size_t width = 0;
    for (const char c : lines) {
        width = c == '\n' ? 0 : width + 1;
        if (width > longestLine + 1 || (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\r' && c != '\n')) {
            return true;
        }
    }
    return !isAscii(lines);
}

} // namespace

HeaderField HeaderField::parse(std::string_view text)
{
    const auto colon = text.find(':');
    const auto name = text.substr(0, colon);
    const auto refuse = [&](const std::string& why) {
        return UsageError("'" + printable(text) + "' is no header field of the form 'Name: value': " + why);
    };
    if (std::any_of(text.begin(), text.end(),
                    [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7F; })) {
        throw refuse("it holds a line end or another control character");
    }
    if (colon == std::string_view::npos || name.empty() || name.size() > 70 ||
        std::any_of(name.begin(), name.end(), [](char c) { return c <= ' ' || c > '~'; })) {
        throw refuse("there is no name of printable characters without blanks before a ':'");
    }
    return {std::string(name), std::string(trim(text.substr(colon + 1)))};
}

std::string compose(const MessageDraft& draft)
{
    const auto body = withCrlf(draft.body);
    const bool encode = needsEncoding(body);
    const auto sender = draft.from.isNull() ? "MAILER-DAEMON@" + draft.clientName : draft.from.toString();
    std::vector<HeaderField> fields{
        {"Date", formatDate(draft.date)},
        {"From", sender, true},
        {"To", list(draft.to), true},
        {"Message-ID", "<" + draft.token + "@" + draft.clientName + ">"},
        {"Subject", draft.subject},
        {"Auto-Submitted", "auto-generated"},
        {"X-Monitoring-Token", draft.token},
        {"MIME-Version", "1.0"},
        {"Content-Type", "text/plain; charset=utf-8"},
        {"Content-Transfer-Encoding", encode ? "quoted-printable" : "7bit"},
    };
    for (const auto& field : draft.fields) {
        const auto same = std::find_if(fields.begin(), fields.end(), [&](const HeaderField& each) {
            return equalIgnoringCase(each.name, field.name);
        });
        if (same == fields.end()) {
            fields.push_back(field);
        } else {
            *same = field;
        }
    }
    std::string message;
    for (const auto& field : fields) {
        message += folded(field.name, wordsOf(field));
    }
    return message + "\r\n" + (encode ? quotedPrintable(body) : body);
}

std::string withCrlf(std::string_view text)
{
    std::string lines;
    lines.reserve(text.size() + text.size() / 32 + 2);
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        lines += text.substr(0, end);
        lines += "\r\n";
        const bool both = text.substr(end).starts_with("\r\n");
        text.remove_prefix(std::min(end + (both ? 2 : 1), text.size()));
    }
    return lines;
}

std::string dotStuffed(std::string_view lines)
{
    std::string stuffed(lines.starts_with('.') ? "." : "");
    stuffed.reserve(lines.size() + lines.size() / 64 + 1);
    while (!lines.empty()) {
        const auto dot = lines.find("\n.");
        const auto end = dot == std::string_view::npos ? lines.size() : dot + 1;
        stuffed += lines.substr(0, end);
        stuffed += end < lines.size() ? "." : "";
        lines.remove_prefix(end);
    }
    return stuffed;
}

} // namespace mpm
