// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/trace.hpp"

#include "check/ascii.hpp"
#include "received/comments.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct Word {
    std::string_view text;
    bool isComment = false;
};

/// Words, quoted strings in one, and comments.
std::vector<Word> wordsOf(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        if (isBlank(text[at]) || text[at] == ')') {
            ++at;
            continue;
        }
        auto end = at;
        const bool isComment = text[at] == '(';
        if (isComment) {
            end = endOfComment(text, at);
        }
        while (!isComment && end < text.size() && !isBlank(text[end]) && text[end] != '(') {
            end = text[end] == '"' ? endOfQuoted(text, end) : end + 1;
        }
        words.push_back({text.substr(at, end - at), isComment});
        at = end;
    }
    return words;
}

/// Where a clause of that name is kept; null for one that is left out, or that is none.
std::string* placeOf(TraceStamp& stamp, std::string_view clause)
{
    const std::array<std::pair<std::string_view, std::string*>, 5> places{{{"from", &stamp.from},
                                                                           {"by", &stamp.by},
                                                                           {"with", &stamp.with},
                                                                           {"id", &stamp.id},
                                                                           {"for", &stamp.recipient}}};
    const auto* found = std::find_if(places.begin(), places.end(),
                                     [&](const auto& each) { return equalIgnoringCase(each.first, clause); });
    return found == places.end() ? nullptr : found->second;
}

} // namespace

TraceStamp parseTraceStamp(std::string_view body)
{
    TraceStamp stamp;
    const auto semicolon = findLastOutside(body, ';');
    if (semicolon != std::string_view::npos) {
        stamp.time = parseMailDate(body.substr(semicolon + 1));
    }
    const auto words = wordsOf(body.substr(0, semicolon));
    std::string* open = nullptr; // the clause whose value comes next
    bool behindFrom = false;
    for (const auto& word : words) {
        if (word.isComment) {
            if (behindFrom && stamp.fromConnection.empty()) {
                stamp.fromConnection = std::string(word.text.substr(1, word.text.size() - 2));
            }
            continue;
        }
        if (open != nullptr) {
            *open = std::string(word.text);
            open = nullptr;
            continue;
        }
        auto* place = placeOf(stamp, word.text);
        behindFrom = place == &stamp.from || (behindFrom && place == nullptr);
        open = place != nullptr && place->empty() ? place : nullptr;
    }
    return stamp;
}

std::vector<TraceStamp> traceOf(const ReceivedHeader& header)
{
    std::vector<TraceStamp> stamps;
    for (const auto& field : header.fields()) {
        if (equalIgnoringCase(field.name, "Received") && stamps.size() < mostHops) {
            stamps.push_back(parseTraceStamp(field.body));
        }
    }
    return stamps;
}

} // namespace mpm
