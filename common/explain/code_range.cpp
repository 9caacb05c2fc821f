// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/code_range.hpp"

#include "catalogue/lookup.hpp"
#include "catalogue/rows.hpp"
#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "explain/catalogue_rows.hpp"

#include <algorithm>
#include <vector>

namespace mpm {
namespace {

/// What is left open has no value.
struct Range {
    std::optional<int> status = {};
    std::optional<int> subject = {};
    std::optional<int> detail = {};
    bool isBasic = false;
    std::optional<int> category = {}; ///< of basic codes, the second digit: 5 in 55z

    bool isClass() const { return status && !subject && !detail; }
};

bool isOpen(std::string_view part)
{
    return !part.empty() && part.size() <= 3 && part.find_first_not_of("xyz") == std::string_view::npos;
}

/// A digit and two letters, or two digits and a letter: "5xx", "5yz", "55x".
std::optional<Range> basicClass(std::string_view text)
{
    if (text.size() != 3 || text[0] < '1' || text[0] > '5' || !isOpen(text.substr(2))) {
        return std::nullopt;
    }
    if (isDigit(text[1])) {
        return Range{.status = text[0] - '0', .isBasic = true, .category = text[1] - '0'};
    }
    return isOpen(text.substr(1)) ? std::optional(Range{.status = text[0] - '0', .isBasic = true}) : std::nullopt;
}

/// A number, or nothing for letters; `sound` is whether it is one of both.
struct Part {
    bool sound = false;
    std::optional<int> number = {};
};

Part partOf(std::string_view text)
{
    if (isOpen(text)) {
        return {true, std::nullopt};
    }
    const auto number = parseWhole<int>(text);
    return {number && text.size() <= 3 && *number >= 0, number};
}

std::optional<Range> enhancedRange(std::string_view text)
{
    const auto parts = split(text, '.');
    if (parts.size() < 2 || parts.size() > 3 ||
        !std::all_of(parts.begin(), parts.end(), [](const std::string& each) { return partOf(each).sound; })) {
        return std::nullopt;
    }
    const auto one = partOf(parts[0]).number;
    const auto two = partOf(parts[1]).number;
    const auto isStatus = [](std::optional<int> number) {
        return !number || *number == 2 || *number == 4 || *number == 5;
    };
    Range range;
    if (parts.size() == 2 && one && !two) { // 1.XX, as tables of subjects have it
        range.subject = one;
    } else if (isStatus(one)) {
        range = {.status = one, .subject = two, .detail = parts.size() == 3 ? partOf(parts[2]).number : std::nullopt};
    } else {
        return std::nullopt;
    }
    const bool isDetailOfAll = range.status && !range.subject && range.detail; // 5.x.1
    const bool saysSomething = range.isClass() || isDetailOfAll || (range.subject && *range.subject <= 7);
    const bool isCode = range.subject && range.detail && (range.status || parts[0] != "x");
    return saysSomething && !isCode ? std::optional(range) : std::nullopt;
}

bool covers(const Range& range, const catalogue::EnhancedKey& key)
{
    const bool status = !range.status || key.status == *range.status || key.status == catalogue::anyClass ||
                        (key.status == catalogue::refusal && *range.status != 2);
    return status && !range.isBasic && (!range.subject || key.subject == *range.subject) &&
           (!range.detail || key.detail == *range.detail);
}

std::string nameOf(const Range& range)
{
    const auto shown = [](std::optional<int> number, const char* open) {
        return number ? std::to_string(*number) : open;
    };
    return range.isBasic ? std::to_string(*range.status) + shown(range.category, "y") + "z"
                         : shown(range.status, "X") + "." + shown(range.subject, "y") + "." + shown(range.detail, "z");
}

/// What the digits say by themselves.
Explanation meaningOf(const Range& range)
{
    Explanation digits;
    digits.codes = nameOf(range);
    digits.status = range.status.value_or(0);
    std::vector<std::string> references;
    if (range.status) {
        const auto& row = catalogue::classOf(*range.status);
        digits.meaning = std::string(row.name);
        digits.meanings.emplace_back(row.meaning);
        digits.first = *range.status == 2 || *range.status == 3 ? catalogue::Actor::Nobody : row.entry.first;
        references.emplace_back(row.entry.reference);
    }
    if (range.subject) {
        const auto* row = catalogue::findSubject(*range.subject);
        digits.meaning += (digits.meaning.empty() ? "" : ": ") + std::string(row->meaning);
        digits.meanings.push_back("Subject " + std::to_string(row->number) + " is about " + std::string(row->meaning) +
                                  ".");
        references.emplace_back(row->reference);
    }
    digits.reference = join(references, "; ");
    return digits;
}

} // namespace

std::vector<PastedReply> ofEveryClass(std::string_view given)
{
    const auto range = given.size() < 40 ? enhancedRange(toLower(trim(given))) : std::nullopt;
    std::vector<PastedReply> replies;
    for (const int status : {5, 4, 2}) {
        if (range && range->subject && range->detail &&
            catalogue::findEnhanced({status, *range->subject, *range->detail})) {
            replies.push_back({.enhanced = EnhancedCode{status, *range->subject, *range->detail}});
        }
    }
    return replies;
}

std::optional<Answer> codeRange(std::string_view given)
{
    const auto text = given.size() < 40 ? toLower(trim(given)) : std::string();
    auto range = basicClass(text);
    range = range ? range : enhancedRange(text);
    if (!range || (range->subject && range->detail)) {
        return std::nullopt;
    }
    Answer answer;
    answer.form = Answer::Form::Table;
    answer.explanations.push_back(meaningOf(*range));
    answer.headline = answer.explanations.front().codes + " - " + answer.explanations.front().meaning;
    answer.about = answer.explanations.front().meanings;
    for (const auto& row : catalogue::basicRows()) {
        const bool isOfCategory = !range->category || *range->category == (row.code / 10) % 10;
        if (range->isClass() && isOfCategory && row.code / 100 == *range->status) {
            answer.explanations.push_back(*explainRow(row));
        }
    }
    for (const auto& row : catalogue::enhancedRows()) {
        if (covers(*range, row.key)) {
            answer.explanations.push_back(*explainRow(row));
        }
    }
    return answer;
}

} // namespace mpm
