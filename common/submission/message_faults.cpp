// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/message_faults.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "submission/message.hpp"

#include <algorithm>
#include <optional>

namespace mpm {
namespace {

constexpr std::size_t longestMessageLine = 998; // without CRLF

struct Line {
    std::string_view text; ///< without its end
    std::string_view end;  ///< CRLF, CR, LF, or nothing at the end of the file
};

/// Without the octets that it gives.
Line takeLine(std::string_view& rest)
{
    const auto at = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::size_t ending = at == rest.size() ? 0 : rest.substr(at).starts_with("\r\n") ? 2 : 1;
    const Line line{rest.substr(0, at), rest.substr(at, ending)};
    rest.remove_prefix(at + ending);
    return line;
}

std::vector<Line> linesOf(std::string_view message)
{
    std::vector<Line> lines;
    while (!message.empty()) {
        lines.push_back(takeLine(message));
    }
    return lines;
}

bool isField(std::string_view line)
{
    const auto colon = line.find(':');
    return colon != std::string_view::npos && colon > 0 &&
           std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) { return c > ' ' && c <= '~'; });
}

/// "line 3 " and the sentence, for the first line that it is true of.
template <class Predicate>
void tell(std::vector<std::string>& faults, const std::vector<Line>& lines, Predicate isFaulty, const std::string& what)
{
    const auto first = std::find_if(lines.begin(), lines.end(), isFaulty);
    if (first != lines.end()) {
        faults.push_back("line " + std::to_string(first - lines.begin() + 1) + " " + what);
    }
}

void judgeHeader(std::vector<std::string>& faults, const std::vector<Line>& lines)
{
    const auto end = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return line.text.empty(); });
    const std::vector<Line> header(lines.begin(), end);
    const auto count = [&](const std::string& name) {
        return std::count_if(header.begin(), header.end(),
                             [&](const Line& line) { return startsWithIgnoringCase(line.text, name + ":"); });
    };
    for (const auto* name : {"From", "Date"}) {
        if (count(name) == 0) {
            faults.push_back("the header has no " + std::string(name) + " field");
        }
    }
    for (const auto* name : {"From", "Date", "Sender", "Reply-To", "To", "Cc", "Subject", "Message-ID"}) {
        if (const auto fields = count(name); fields > 1) { // RFC 5322 section 3.6
            faults.push_back("the header has " + std::to_string(fields) + " " + name + " fields, where one is allowed");
        }
    }
    const auto odd = std::find_if(header.begin(), header.end(), [&](const Line& line) {
        const bool continued = &line != header.data() && (line.text.front() == ' ' || line.text.front() == '\t');
        return !continued && !isField(line.text);
    });
    if (odd != header.end()) {
        faults.push_back("line " + std::to_string(odd - header.begin() + 1) + " is no header field: \"" +
                         harmless(odd->text, 80) + "\"");
    }
}

} // namespace

std::vector<std::string> messageFaults(std::string_view message)
{
    const auto lines = linesOf(message);
    const bool crlf = message.find("\r\n") != std::string_view::npos;
    std::vector<std::string> faults;
    judgeHeader(faults, lines);
    const auto tooLong = std::find_if(lines.begin(), lines.end(),
                                      [](const Line& line) { return line.text.size() > longestMessageLine; });
    if (tooLong != lines.end()) {
        faults.push_back("line " + std::to_string(tooLong - lines.begin() + 1) + " has " +
                         std::to_string(tooLong->text.size()) + " octets, of which 998 are allowed");
    }
    tell(
        faults, lines, [](const Line& line) { return line.end == "\r"; }, "ends with a carriage return alone");
    if (crlf) {
        tell(
            faults, lines, [](const Line& line) { return line.end == "\n"; },
            "ends with a line feed alone, others with CRLF");
    }
    return faults;
}

std::string onTheWire(std::string_view message)
{
    if (message.find('\r') == std::string_view::npos) {
        return withCrlf(message);
    }
    return std::string(message) + (message.ends_with("\r\n") ? "" : "\r\n");
}

} // namespace mpm
