// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/test_message.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check_mail_roundtrip/token.hpp"
#include "submission/mime.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t longLine = 1200;  ///< beyond the 998 octets that servers must take (RFC 5321 section 4.5.3.1.6)
constexpr std::size_t paddingLine = 76; ///< without its end
constexpr std::string_view padding = "padding 0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 012";
static_assert(padding.size() == paddingLine);

/// Lines that servers on the way like to change.
std::string fragileLines(const std::string& token)
{
    return "A test of mail delivery (monitoring-plugins-mail); nobody needs to read it.\r\n"
           "Token: " +
           token +
           "\r\n"
           ".\r\n"
           "..\r\n"
           ".a line that begins with a dot\r\n"
           "From here on, an mbox would put a sign before this line.\r\n"
           "This line ends with three blanks:   \r\n"
           "\tThis one begins with a tab and\thas one inside.\r\n"
           "\r\n"
           "The last line.\r\n";
}

/// What only an encoding brings through.
std::string encodedLines(const std::string& body)
{
    std::string text = body.empty() ? "" : withCrlf(body);
    text += "Gr\xc3\xbc\xc3\x9f"
            "e, \xe2\x82\xac 5, \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e, \xf0\x9f\x93\xac\r\n";
    std::string line;
    while (line.size() < longLine) {
        line += (line.empty() ? "a long line " : " ") + std::to_string(line.size());
    }
    return text + line + "\r\n";
}

std::string partHeader(const std::string& boundary, std::string_view charset, std::string_view encoding)
{
    return "--" + boundary + "\r\nContent-Type: text/plain; charset=" + std::string(charset) +
           "\r\nContent-Transfer-Encoding: " + std::string(encoding) + "\r\n\r\n";
}

/// Lines of that many octets in all, line ends included; one more where a line end alone would be split.
std::string paddingOf(std::size_t octets)
{
    std::string text;
    text.reserve(octets + 2);
    while (text.size() < octets) {
        const auto left = octets - text.size();
        text += padding.substr(0, std::min(paddingLine, left < 2 ? 0 : left - 2));
        text += "\r\n";
    }
    return text;
}

} // namespace

bool isNeededHere(std::string_view name)
{
    constexpr std::array needed{"Date",          "From",         "To",           "Message-ID",
                                "Subject",       "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
                                "Auto-Submitted"};
    return std::any_of(needed.begin(), needed.end(), [&](const char* each) { return equalIgnoringCase(each, name); });
}

std::string composeMessage(const MessagePlan& plan, const std::string& token, const std::string& owner, MailTime begun)
{
    const auto boundary = "mpm-" + token;
    MessageDraft draft;
    draft.from = plan.from;
    draft.to = plan.to;
    draft.subject = plan.subject;
    draft.clientName = plan.clientName;
    draft.token = localPartOf(token, owner);
    draft.date = std::chrono::floor<std::chrono::seconds>(begun);
    draft.fields = plan.fields;
    std::erase_if(draft.fields, [](const HeaderField& field) { return isNeededHere(field.name); });
    for (const auto& [name, body] :
         {std::pair{tokenField, token}, std::pair{ownerField, owner}, std::pair{timeField, toText(begun)},
          std::pair{std::string_view("Auto-Submitted"), std::string(plan.asksForAnswer ? "no" : "auto-generated")},
          std::pair{std::string_view("Content-Type"), "multipart/mixed; boundary=\"" + boundary + "\""}}) {
        draft.fields.push_back({std::string(name), body});
    }
    const auto shownBody = partHeader(boundary, "us-ascii", "7bit") + fragileLines(token) +
                           partHeader(boundary, "utf-8", "quoted-printable") + quotedPrintable(encodedLines(plan.body));
    const auto end = "--" + boundary + "--\r\n";
    draft.body = shownBody + end;
    auto message = compose(draft);
    const auto opening = partHeader(boundary, "us-ascii", "7bit");
    if (plan.size > message.size()) {
        const auto missing = plan.size - message.size();
        message.resize(message.size() - end.size());
        message += opening + paddingOf(missing > opening.size() ? missing - opening.size() : 2) + end;
    }
    return message;
}

std::string toText(MailTime time)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                  int(clock.minutes().count()), int(clock.seconds().count()), int(clock.subseconds().count()));
    return text.data();
}

std::optional<MailTime> timeFromText(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00.000000Z";
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (i >= text.size() || (form[i] == '0' ? !isDigit(text[i]) : text[i] != form[i])) {
            return std::nullopt;
        }
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        return parseWhole<int>(text.substr(at, digits)).value_or(0);
    };
    const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                           std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                           std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (text.size() != form.size() || !date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) {
        return std::nullopt;
    }
    return MailTime(std::chrono::sys_days(date)) + std::chrono::hours(number(11, 2)) +
           std::chrono::minutes(number(14, 2)) + std::chrono::seconds(number(17, 2)) +
           std::chrono::microseconds(number(20, 6));
}

} // namespace mpm::checkMailRoundtrip
