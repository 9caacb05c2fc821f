// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/header.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t longestName = 200;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// The name that a line begins with (RFC 5322 section 3.6.8, and blanks before the colon as in section 4.5.8); empty
/// where the line is no field.
std::string_view nameAtFrontOf(std::string_view line)
{
    const auto colon = line.substr(0, longestName).find(':');
    const auto name = trim(line.substr(0, colon == std::string_view::npos ? 0 : colon));
    const bool sound = !name.empty() && !isBlank(line.front()) &&
                       std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
    return sound ? name : std::string_view();
}

} // namespace

std::string_view takeLine(std::string_view& text)
{
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

ReceivedHeader ReceivedHeader::parse(std::string_view message)
{
    ReceivedHeader header;
    auto rest = message;
    bool skips = false; // the field that this line goes on with was left out
    while (!rest.empty()) {
        const auto before = rest;
        const auto line = takeLine(rest);
        if (line.empty()) {
            break;
        }
        const bool tooFar = message.size() - rest.size() > mostHeaderOctets;
        if (isBlank(line.front())) { // it goes on with the field before (RFC 5322 section 2.2.3)
            if (header.fields_.empty()) {
                rest = before;
                break;
            }
            auto& body = header.fields_.back().body;
            const bool fits = !tooFar && body.size() + line.size() < longestHeaderField;
            header.wasCut_ = header.wasCut_ || skips || !fits;
            body += skips || !fits ? std::string_view() : line;
            continue;
        }
        const auto name = nameAtFrontOf(line);
        if (name.empty() && before.size() == message.size() && line.starts_with("From ")) {
            continue;
        }
        if (name.empty()) {
            rest = before;
            break;
        }
        skips = tooFar || header.fields_.size() >= mostHeaderFields;
        header.wasCut_ = header.wasCut_ || skips;
        if (!skips) {
            const auto body = trim(line.substr(line.find(':') + 1));
            header.wasCut_ = header.wasCut_ || body.size() > longestHeaderField;
            header.fields_.push_back({std::string(name), std::string(body.substr(0, longestHeaderField))});
        }
    }
    for (auto& field : header.fields_) {
        field.body = std::string(trim(field.body));
    }
    header.end_ = message.size() - rest.size();
    return header;
}

std::string_view ReceivedHeader::value(std::string_view name) const
{
    const auto field = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const ReceivedField& each) { return equalIgnoringCase(each.name, name); });
    return field == fields_.end() ? std::string_view() : std::string_view(field->body);
}

bool ReceivedHeader::has(std::string_view name) const
{
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const ReceivedField& each) { return equalIgnoringCase(each.name, name); });
}

} // namespace mpm
