// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/cause.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mpm {
namespace {

constexpr std::size_t mostNamed = 5;

/// What stands behind a number that was measured or counted.
constexpr std::array<std::string_view, 18> units{"s",      "ms",   "day",     "days",      "hour",  "hours",
                                                 "octets", "bits", "KiB",     "seconds",   "lines", "times",
                                                 "more",   "of",   "address", "addresses", "MX",    "certificates"};

bool isInNumber(char c)
{
    return isDigit(c) || c == '.' || c == '-' || c == ':';
}

std::string_view firstWord(std::string_view text)
{
    text = text.substr(std::min(text.find_first_not_of(' '), text.size()));
    const auto end = std::find_if_not(text.begin(), text.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// "0.042" before "s", "21" before "days", a date.
bool isMeasured(std::string_view number, std::string_view behind)
{
    const bool date = number.size() >= 10 && number[4] == '-' && number[7] == '-';
    const auto unit = firstWord(behind);
    return date || std::find(units.begin(), units.end(), unit) != units.end();
}

std::string withoutMeasures(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const auto at = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), isDigit) - text.begin());
        result += text.substr(0, at);
        text.remove_prefix(at);
        const auto end =
            static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isInNumber) - text.begin());
        const auto number = text.substr(0, end);
        result += isMeasured(number, text.substr(end)) ? "#" : std::string(number);
        text.remove_prefix(end);
    }
    return result;
}

void eraseAll(std::string& text, std::string_view part)
{
    for (auto at = text.find(part); !part.empty() && at != std::string::npos; at = text.find(part, at)) {
        text.erase(at, part.size());
    }
}

/// The subject's words, and its address without brackets and port.
std::vector<std::string> namesIn(const std::string& subject)
{
    auto names = split(subject, ' ');
    for (const auto& word : std::vector<std::string>(names)) {
        if (const auto end = word.rfind("]:"); word.starts_with('[') && end != std::string::npos) {
            names.push_back(word.substr(1, end - 1));
        }
    }
    return names;
}

bool looksLikeHost(std::string_view word)
{
    return word.find('.') != std::string_view::npos && std::any_of(word.begin(), word.end(), isLetter) &&
           isAlphanumeric(word, ".-");
}

/// A reply that is quoted often begins with the name of the one server, of many behind an address, that gave it.
void eraseSpeaker(std::string& text)
{
    const auto start = text.find('"') + 1;
    const auto end = std::min(text.find_first_of(" \"", start), text.size());
    if (start != 0 && looksLikeHost(std::string_view(text).substr(start, end - start))) {
        text.erase(start, end - start);
    }
}

std::string joined(const std::vector<std::string>& subjects)
{
    const auto named = std::min(subjects.size(), mostNamed);
    const auto text = join({subjects.begin(), subjects.begin() + static_cast<std::ptrdiff_t>(named)}, ", ");
    return subjects.size() == named ? text : text + " and " + std::to_string(subjects.size() - named) + " more";
}

} // namespace

std::string causeOf(const Finding& finding)
{
    auto text = finding.message;
    for (const auto& name : namesIn(finding.subject)) {
        eraseAll(text, name);
    }
    eraseSpeaker(text);
    return withoutMeasures(text);
}

std::vector<Finding> eachCauseOnce(std::vector<Finding> findings)
{
    struct Group {
        Finding first;
        std::string cause;
        std::vector<std::string> subjects;
    };
    std::vector<Group> groups;
    for (auto& finding : findings) {
        const auto cause = causeOf(finding);
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.first.id == finding.id && group.cause == cause && !finding.subject.empty() &&
                   std::find(group.subjects.begin(), group.subjects.end(), finding.subject) == group.subjects.end();
        });
        if (same == groups.end()) {
            groups.push_back({finding, cause, {finding.subject}});
            continue;
        }
        same->subjects.push_back(finding.subject);
        const auto status = worse(same->first.status, finding.status);
        const bool heavier =
            same->first.status == finding.status ? finding.weight > same->first.weight : finding.status == status;
        if (heavier) {
            same->first = finding;
        }
        same->first.status = status;
    }
    std::vector<Finding> told;
    for (auto& [first, cause, subjects] : groups) {
        first.subject = joined(subjects);
        told.push_back(std::move(first));
    }
    return told;
}

} // namespace mpm
