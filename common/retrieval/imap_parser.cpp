// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_parser.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "retrieval/imap_values.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t keptOfFault = 1024;

/// The word in front of the first blank, which goes with it.
std::string_view takeWord(std::string_view& text)
{
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

bool isTag(std::string_view word)
{
    return !word.empty() && isAlphanumeric(word, ".-_");
}

bool isName(std::string_view word)
{
    return !word.empty() && isLetter(word.front()) && isAlphanumeric(word, ".-_");
}

} // namespace

void ImapParser::feed(std::string_view octets)
{
    if (!fault_) {
        buffer_.append(octets);
    }
}

ImapParser::Result ImapParser::next()
{
    if (fault_) {
        return *fault_;
    }
    while (true) {
        if (inLiteral_ && !takeLiteral()) {
            return std::nullopt;
        }
        const auto end = buffer_.find('\n', scanned_);
        if (std::min(end, buffer_.size()) > longestImapLine) {
            return fail("a line of the server's has more than " + std::to_string(longestImapLine / 1024) + " KiB",
                        buffer_);
        }
        if (end == std::string::npos) {
            scanned_ = buffer_.size();
            return std::nullopt;
        }
        auto line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        scanned_ = 0;
        if (!line.ends_with('\r')) {
            return fail("a line of the server's does not end with CRLF: \"" + harmless(line, 80) + "\"", line);
        }
        line.pop_back();
        if (line.find_first_of(std::string_view("\r\0", 2)) != std::string::npos) {
            return fail("a line of the server's holds NUL or a lone CR: \"" + harmless(line, 80) + "\"", line);
        }
        if (auto result = takeLine(line)) {
            return result;
        }
    }
}

/// False while more of it is to come.
bool ImapParser::takeLiteral()
{
    auto& part = parts_.back();
    const auto here = std::min<std::size_t>(literalLeft_, buffer_.size());
    const auto kept = std::min(here, mostLiteral_ - std::min(mostLiteral_, part.literal.size()));
    part.literal.append(buffer_, 0, kept);
    part.omitted += here - kept;
    buffer_.erase(0, here);
    literalLeft_ -= static_cast<std::uint32_t>(here);
    inLiteral_ = literalLeft_ > 0;
    return !inLiteral_;
}

ImapParser::Result ImapParser::takeLine(std::string_view line)
{
    if (parts_.empty()) {
        if (auto whole = begin(line)) {
            return whole;
        }
    }
    lineOctets_ += line.size();
    if (lineOctets_ > mostImapLineOctets) {
        return fail("a response of the server's does not end within " + std::to_string(mostImapLineOctets / 1024) +
                        " KiB",
                    line);
    }
    parts_.push_back({std::string(line), {}, 0});
    const auto digits = announcedLiteral(line);
    if (digits.empty()) {
        return finish();
    }
    const auto size = parseWhole<std::uint32_t>(digits);
    if (!size || *size > std::max<std::size_t>(largestImapLiteral, mostLiteral_)) {
        return fail("the server announces a literal of " + harmless(digits, 24) + " octets", line);
    }
    if (parts_.size() > mostImapLiterals) {
        return fail("a response of the server's has more than " + std::to_string(mostImapLiterals) + " literals", line);
    }
    literalLeft_ = *size;
    inLiteral_ = *size > 0;
    return std::nullopt;
}

/// A response that is whole with its first line; nothing for data, which may go on behind a literal.
ImapParser::Result ImapParser::begin(std::string_view line)
{
    auto rest = line;
    const auto first = takeWord(rest);
    ImapResponse response;
    response.line = std::string(line);
    if (first == "+") {
        response.kind = ImapResponse::Kind::Continuation;
        response.text = PeerText(std::string(rest));
        return response;
    }
    const auto behindFirst = rest;
    response.name = toUpper(takeWord(rest));
    if (first == "*") {
        return response.isStatus() ? parseStatus(std::move(response), rest) : std::nullopt;
    }
    const bool completes = response.name == "OK" || response.name == "NO" || response.name == "BAD";
    if (!isTag(first) || !completes || behindFirst.empty()) {
        return fail(line.empty() ? "an empty line is no IMAP response"
                                 : "\"" + harmless(line, 80) + "\" is no IMAP response",
                    line);
    }
    response.kind = ImapResponse::Kind::Tagged;
    response.tag = std::string(first);
    return parseStatus(std::move(response), rest);
}

ImapParser::Result ImapParser::parseStatus(ImapResponse response, std::string_view text)
{
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) {
            return fail("\"" + harmless(text, 80) + "\" has no end of its code", text);
        }
        auto code = text.substr(1, end - 1);
        response.code = toUpper(takeWord(code));
        response.codeText = std::string(code);
        text.remove_prefix(end + 1);
    }
    response.text = PeerText(std::string(trim(text)));
    return response;
}

ImapParser::Result ImapParser::finish()
{
    auto parts = std::exchange(parts_, {});
    lineOctets_ = 0;
    ImapResponse response;
    std::string text;
    std::vector<ImapLiteral> literals;
    for (auto& part : parts) {
        response.line += part.line;
        text += part.line;
        if (&part != &parts.back()) {
            text += "\r\n";
            literals.push_back({std::move(part.literal), part.omitted});
        }
    }
    std::string_view rest = text;
    takeWord(rest); // the asterisk
    auto name = takeWord(rest);
    response.number = parseWhole<std::uint32_t>(name);
    if (response.number) {
        name = takeWord(rest);
    }
    auto values = parseImapValues(rest, std::move(literals));
    if (const auto* reason = std::get_if<std::string>(&values); reason != nullptr || !isName(name)) {
        return fail("\"" + harmless(response.line, 80) + "\" is no IMAP response" +
                        (reason == nullptr ? "" : ": " + *reason),
                    response.line);
    }
    response.name = toUpper(name);
    response.values = std::get<std::vector<ImapValue>>(std::move(values));
    return response;
}

ImapParser::Result ImapParser::fail(std::string sentence, std::string_view line)
{
    fault_ = ImapFault{std::move(sentence), PeerText(std::string(line.substr(0, keptOfFault)))};
    buffer_.clear();
    buffer_.shrink_to_fit();
    parts_.clear();
    return *fault_;
}

std::string ImapParser::pending() const
{
    std::string all;
    for (const auto& part : parts_) {
        all += part.line + "\r\n";
    }
    return all + (inLiteral_ ? "" : buffer_.substr(0, longestImapLine));
}

std::string ImapParser::discardPending()
{
    auto all = pending();
    buffer_.clear();
    parts_.clear();
    scanned_ = lineOctets_ = 0;
    literalLeft_ = 0;
    inLiteral_ = false;
    return all;
}

} // namespace mpm
