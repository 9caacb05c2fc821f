// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply_parser.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t longestLine = 512; // RFC 5321 section 4.5.3.1.5, with CRLF

/// 100 to 599; nothing when the line doesn't begin with a code that a blank, a hyphen or its end follows.
std::optional<int> codeOf(std::string_view line)
{
    if (line.size() < 3 || line[0] < '1' || line[0] > '5' || !isDigit(line[1]) || !isDigit(line[2])) {
        return std::nullopt;
    }
    if (line.size() > 3 && line[3] != ' ' && line[3] != '-') {
        return std::nullopt;
    }
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

bool isControl(char c)
{
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F;
}

bool isEightBit(char c)
{
    return static_cast<unsigned char>(c) > 127;
}

} // namespace

void ReplyParser::feed(std::string_view octets)
{
    if (!fault_) {
        buffer_.append(octets);
    }
}

std::optional<std::variant<Reply, ReplyFault>> ReplyParser::next()
{
    if (fault_) {
        return *fault_;
    }
    while (true) {
        const auto lineEnd = buffer_.find('\n', scanned_);
        const auto replyOctets = lineEnd == std::string::npos ? buffer_.size() : lineEnd + 1;
        if (taken_ + replyOctets > most_) {
            return fail(ReplyFault::Kind::TooLong, std::string_view(buffer_).substr(lineStart_),
                        "the server says more than " + std::to_string(most_ / 1024) + " KiB");
        }
        if (replyOctets > longestReply || reply_.lines.size() >= mostReplyLines) {
            return fail(ReplyFault::Kind::TooLong, std::string_view(buffer_).substr(lineStart_),
                        "the reply does not end within " + std::to_string(longestReply / 1024) + " KiB or " +
                            std::to_string(mostReplyLines) + " lines");
        }
        if (lineEnd == std::string::npos) {
            scanned_ = buffer_.size();
            return std::nullopt;
        }
        if (auto result = takeLine(lineEnd)) {
            return result;
        }
    }
}

std::optional<std::variant<Reply, ReplyFault>> ReplyParser::takeLine(std::size_t lineEnd)
{
    std::string line = buffer_.substr(lineStart_, lineEnd - lineStart_);
    const auto lineOctets = line.size() + 1;
    lineStart_ = scanned_ = lineEnd + 1;
    if (line.ends_with('\r')) {
        line.pop_back();
    } else {
        note(ReplyAnomaly::BareLf);
    }
    const auto code = codeOf(line);
    if (!code) {
        return fail(ReplyFault::Kind::NotSmtp, line,
                    line.empty() ? "an empty line is no SMTP reply"
                                 : "\"" + harmless(line, 80) + "\" is no SMTP reply");
    }
    if (!reply_.lines.empty() && *code != reply_.code) {
        changeCode(*code);
    }
    reply_.code = *code;
    const auto text = line.size() > 4 ? line.substr(4) : std::string();
    if (lineOctets > longestLine) {
        note(ReplyAnomaly::LongLine);
    }
    if (std::any_of(text.begin(), text.end(), isControl)) {
        note(ReplyAnomaly::ControlOctet);
    }
    if (std::any_of(text.begin(), text.end(), isEightBit)) {
        note(ReplyAnomaly::EightBit);
    }
    reply_.lines.emplace_back(text);
    if (line.size() > 3 && line[3] == '-') {
        return std::nullopt;
    }
    taken_ += lineStart_;
    buffer_.erase(0, lineStart_);
    lineStart_ = scanned_ = coded_ = 0;
    return std::exchange(reply_, Reply{});
}

std::optional<std::variant<Reply, ReplyFault>> ReplyParser::fail(ReplyFault::Kind kind, std::string_view line,
                                                                 std::string sentence)
{
    fault_ = ReplyFault{kind, std::move(sentence), PeerText(std::string(line.substr(0, 1024)))};
    buffer_.clear();
    buffer_.shrink_to_fit();
    return *fault_;
}

/// Nothing that was said is lost: the lines so far keep the code that they came with.
void ReplyParser::changeCode(int code)
{
    note(ReplyAnomaly::CodeChanged);
    for (; coded_ < reply_.lines.size(); ++coded_) {
        auto& line = reply_.lines[coded_];
        line = PeerText(std::to_string(reply_.code) + " " + line.raw());
    }
    reply_.code = code;
}

void ReplyParser::note(ReplyAnomaly anomaly)
{
    if (!reply_.has(anomaly)) {
        reply_.anomalies.push_back(anomaly);
    }
}

std::string ReplyParser::discardPending()
{
    lineStart_ = scanned_ = coded_ = 0;
    reply_ = {};
    return std::exchange(buffer_, {});
}

} // namespace mpm
