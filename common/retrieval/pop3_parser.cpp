// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/pop3_parser.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t keptOfFault = 1024;

} // namespace

void Pop3Parser::expect(Form form, std::size_t most)
{
    form_ = form;
    most_ = most;
}

void Pop3Parser::feed(std::string_view octets)
{
    if (!fault_) {
        buffer_.append(octets);
    }
}

Pop3Parser::Result Pop3Parser::next()
{
    if (fault_) {
        return *fault_;
    }
    while (true) {
        const auto end = buffer_.find('\n', scanned_);
        const auto longest = begun_ ? longestPop3Line : longestPop3Status;
        if (std::min(end, buffer_.size()) > longest) {
            return fail("a line of the server's has more than " + std::to_string(longest / 1024) + " KiB", buffer_);
        }
        if (end == std::string::npos) {
            scanned_ = buffer_.size();
            return std::nullopt;
        }
        auto line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        scanned_ = 0;
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        if (!begun_) {
            if (auto whole = takeStatus(line)) {
                return whole;
            }
        } else if (line == ".") {
            return *std::exchange(begun_, std::nullopt);
        } else {
            takeLine(line);
        }
    }
}

/// The whole reply, or nothing where lines are to follow.
Pop3Parser::Result Pop3Parser::takeStatus(std::string_view line)
{
    Pop3Reply reply;
    const auto word = line.substr(0, line.find(' '));
    if (equalIgnoringCase(word, "+OK")) {
        reply.kind = Pop3Reply::Kind::Ok;
    } else if (equalIgnoringCase(word, "-ERR")) {
        reply.kind = Pop3Reply::Kind::Err;
    } else if (word == "+") {
        reply.kind = Pop3Reply::Kind::Challenge;
    } else {
        return fail(line.empty() ? "an empty line is no POP3 reply" : "\"" + harmless(line, 80) + "\" is no POP3 reply",
                    line);
    }
    reply.text = PeerText(std::string(trim(line.substr(word.size()))));
    if (form_ == Form::Lines && reply.kind == Pop3Reply::Kind::Ok) {
        begun_ = std::move(reply);
        return std::nullopt;
    }
    return reply;
}

void Pop3Parser::takeLine(std::string_view line)
{
    if (line.starts_with('.')) {
        line.remove_prefix(1); // RFC 1939 section 3
    }
    const auto left = most_ - std::min(most_, begun_->lines.size());
    const auto whole = std::string(line) + "\r\n";
    begun_->lines.append(whole, 0, left);
    begun_->omitted += whole.size() - std::min(left, whole.size());
}

Pop3Parser::Result Pop3Parser::fail(std::string sentence, std::string_view line)
{
    fault_ = Pop3Fault{std::move(sentence), PeerText(std::string(line.substr(0, keptOfFault)))};
    buffer_.clear();
    buffer_.shrink_to_fit();
    begun_.reset();
    return *fault_;
}

std::string Pop3Parser::discardPending()
{
    scanned_ = 0;
    begun_.reset();
    return std::exchange(buffer_, {});
}

} // namespace mpm
