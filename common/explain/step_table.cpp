// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/step_table.hpp"

#include "catalogue/rows.hpp"
#include "check/ascii.hpp"
#include "explain/catalogue_rows.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace mpm {
namespace {

struct NamedStep {
    std::string_view names; ///< in small letters, bars between them
    Step step;
};

constexpr std::array namedSteps{
    NamedStep{"connect|connection|connecting", Step::Connect},
    NamedStep{"greeting|banner", Step::Greeting},
    NamedStep{"ehlo|lhlo", Step::Ehlo},
    NamedStep{"helo", Step::Helo},
    NamedStep{"starttls", Step::StartTls},
    NamedStep{"auth|auth plain|auth login|auth cram-md5|auth xoauth2|auth scram-sha-256|login", Step::Auth},
    NamedStep{"mail|mail from", Step::Mail},
    NamedStep{"rcpt|rcpt to", Step::Rcpt},
    NamedStep{"data", Step::Data},
    NamedStep{"end of data|end-of-data|bdat|dot|.|message", Step::Message},
    NamedStep{"quit", Step::Quit},
    NamedStep{"vrfy|expn|help|noop|rset|etrn|turn|atrn|command|other commands", Step::Command},
};

/// What a step is answered when all is well (RFC 5321 section 4.3.2, RFC 3207 section 4, RFC 4954 section 4).
struct GoodReplies {
    Step step;
    std::array<int, 6> codes;
};

constexpr std::array goodReplies{
    GoodReplies{Step::Greeting, {220}},
    GoodReplies{Step::Ehlo, {250}},
    GoodReplies{Step::Helo, {250}},
    GoodReplies{Step::StartTls, {220}},
    GoodReplies{Step::Auth, {235, 334}},
    GoodReplies{Step::Mail, {250}},
    GoodReplies{Step::Rcpt, {250, 251, 252}},
    GoodReplies{Step::Data, {354}},
    GoodReplies{Step::Message, {250}},
    GoodReplies{Step::Quit, {221}},
    GoodReplies{Step::Command, {250, 211, 214, 251, 252, 253}},
};

/// What a command may be answered that carries no mail, beside what any may be (RFC 5321 section 4.3.2, RFC 1985
/// section 4, RFC 2645 section 5).
struct Verb {
    std::string_view names; ///< in small letters, bars between them
    std::array<int, 5> good;
    std::array<int, 5> refusals;
    bool hasAddress; ///< so that it may be refused for what it names
};

constexpr std::array verbs{
    Verb{"vrfy", {250, 251, 252}, {550, 551, 553, 504}, true},
    Verb{"expn", {250, 252}, {550, 504}, true},
    Verb{"help", {211, 214}, {504}, false},
    Verb{"noop|rset", {250}, {}, false},
    Verb{"etrn", {250, 251, 252, 253}, {450, 451, 458, 459}, false},
    Verb{"atrn", {250}, {450, 451, 453, 530}, false},
    Verb{"turn", {250}, {530}, false},
    Verb{"quit", {221}, {}, false},
};

template <std::size_t Size>
bool holds(const std::array<int, Size>& codes, int code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const Verb* verbNamed(std::string_view text)
{
    for (const auto& verb : verbs) {
        for (const auto& name : split(verb.names, '|')) {
            if (equalIgnoringCase(name, text)) {
                return &verb;
            }
        }
    }
    return nullptr;
}

bool mayAnswer(const Verb* verb, const catalogue::BasicRow& row)
{
    constexpr std::array always{421, 500, 501, 502, 503};
    return !verb || holds(verb->good, row.code) || holds(verb->refusals, row.code) || holds(always, row.code);
}

bool mayAnswer(const Verb* verb, const catalogue::EnhancedRow& row)
{
    const auto subject = row.key.subject;
    return !verb || subject == 0 || subject == 3 || subject == 5 ||
           (verb->hasAddress && (subject == 1 || subject == 2 || (subject == 7 && row.key.detail < 3)));
}

std::optional<Step> stepNamed(std::string_view text)
{
    for (const auto& named : namedSteps) {
        for (const auto& name : split(named.names, '|')) {
            if (equalIgnoringCase(name, text)) {
                return named.step;
            }
        }
    }
    return std::nullopt;
}

bool isGood(Step step, const Verb* verb, int code)
{
    return std::any_of(goodReplies.begin(), goodReplies.end(), [&](const GoodReplies& good) {
        return good.step == step && (verb ? holds(verb->good, code) : holds(good.codes, code));
    });
}

/// "RCPT TO"; a command that has others beside it at its step as it was given.
std::string titleOf(Step step, std::string_view given)
{
    const auto upper = toUpper(given);
    const bool isOwn = step == Step::Command || upper == "LHLO" || upper == "BDAT";
    return isOwn ? upper : std::string(toString(step));
}

/// Where rows of one group stand: codes in their order, first the basic ones, "X" before all digits.
bool comesBefore(const Explanation& a, const Explanation& b)
{
    const auto numbersOf = [](const Explanation& row) {
        std::vector<int> numbers;
        for (const auto& part : split(row.codes, '.')) {
            numbers.push_back(part == "X" ? 0 : std::stoi(part));
        }
        return numbers;
    };
    const auto one = numbersOf(a);
    const auto other = numbersOf(b);
    return one.size() != other.size() ? one.size() < other.size() : one < other;
}

/// Those of the class that the step should get, then its other successes, then 4yz, 5yz, 1yz and what is open.
int placeOf(const Explanation& row)
{
    return row.isExpected                       ? 0
           : row.status == 2 || row.status == 3 ? 1
           : row.status == 1                    ? 5
           : row.status == 0                    ? 4
                                                : row.status - 2;
}

} // namespace

std::optional<Answer> stepTable(std::string_view given)
{
    auto words = trim(given);
    if (words.size() > 1 && words.ends_with(':')) {
        words.remove_suffix(1);
    }
    const auto step = words.size() < 40 ? stepNamed(words) : std::nullopt;
    if (!step) {
        return std::nullopt;
    }
    Answer answer;
    answer.form = Answer::Form::Table;
    const auto add = [&](std::optional<Explanation> row, bool good) {
        if (row) {
            row->isExpected = good;
            answer.explanations.push_back(std::move(*row));
        }
    };
    const auto* verb = verbNamed(words);
    for (const auto& row : catalogue::basicRows()) {
        add(mayAnswer(verb, row) ? explainRow(row, *step) : std::nullopt, isGood(*step, verb, row.code));
    }
    for (const auto& row : catalogue::enhancedRows()) {
        add(mayAnswer(verb, row) ? explainRow(row, *step) : std::nullopt, row.key.status == 2);
    }
    std::stable_sort(answer.explanations.begin(), answer.explanations.end(),
                     [](const Explanation& a, const Explanation& b) {
                         return placeOf(a) != placeOf(b) ? placeOf(a) < placeOf(b) : comesBefore(a, b);
                     });
    answer.headline = titleOf(*step, words) + " - the replies that this step may get";
    return answer;
}

} // namespace mpm
