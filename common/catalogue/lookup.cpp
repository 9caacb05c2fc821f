// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/lookup.hpp"

#include "catalogue/classes.hpp"
#include "catalogue/reason_text.hpp"
#include "catalogue/rows.hpp"
#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace mpm::catalogue {
namespace {

const CategoryRow* findNumber(std::span<const CategoryRow> rows, int number)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const CategoryRow& r) { return r.number == number; });
    return row == rows.end() ? nullptr : &*row;
}

bool isWide(int code)
{
    return std::find(std::begin(wideReplies), std::end(wideReplies), code) != std::end(wideReplies);
}

/// Whether servers give this code for almost any reason, or nobody knows for what.
bool isWide(const EnhancedCode& code)
{
    return code.detail == 0 || findEnhanced(code) == nullptr ||
           std::any_of(std::begin(wideDetails), std::end(wideDetails),
                       [&](const EnhancedKey& wide) { return wide.covers(code); });
}

/// The row of the code, else of its subject (RFC 3463 section 2: an unknown detail counts as X.y.0).
const Entry* findSubjectOf(const EnhancedCode& code)
{
    const auto* entry = findEnhanced(code);
    return entry ? entry : findEnhanced({code.status, code.subject, 0});
}

/// A code of logins where mail is given, or of mail where somebody logs in: what Yahoo means by 554 5.7.9 at the end of
/// data is no login.
bool isOutOfPlace(const Entry& entry, const Entry& basic, Step step)
{
    constexpr auto mail = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message);
    constexpr auto login = at(Step::Auth, Step::StartTls);
    const auto stepsOf = [](const Entry& row) {
        unsigned bits = 0;
        for (const auto& cause : row.causes) {
            bits |= cause.steps.bits;
        }
        return Steps{bits};
    };
    const bool strange = mail.has(step)    ? (stepsOf(entry).bits & mail.bits) == 0
                         : login.has(step) ? !stepsOf(entry).has(step)
                                           : false;
    return strange && stepsOf(basic).has(step);
}

/// The step at which alone a basic code is given, as far as it decides what words mean.
std::optional<Step> impliedStep(const Statement& statement)
{
    switch (statement.code.value_or(0)) {
    case 432:
    case 534:
    case 535:
    case 538: return Step::Auth;
    default: return std::nullopt;
    }
}

struct FoundWords {
    const WordRow* row = nullptr;
    std::size_t length = 0;   ///< of the phrase
    std::size_t unlikely = 0; ///< how far the row's steps are from those of which people ask, where no step is known
};

/// Where the step is not known, it is mostly the first of these.
std::size_t unlikelihood(Steps steps)
{
    constexpr std::array order{Step::Rcpt, Step::Message, Step::Mail, Step::Greeting, Step::Ehlo};
    const auto first = std::find_if(order.begin(), order.end(), [&](Step step) { return steps.has(step); });
    return static_cast<std::size_t>(first - order.begin());
}

/// Whether words that are said at other steps than those of mail say by themselves that it is one of these.
bool nameTheirStep(const WordRow& row, std::string_view phrase)
{
    if (row.steps.bits != at(Step::Auth).bits) {
        return row.weight == Weight::Sentence || unlikelihood(row.steps) < 3;
    }
    constexpr std::array words{"auth", "login", "log in", "mechanism", "password", "sasl"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return phrase.find(word) != std::string_view::npos; });
}

/// Of all rows that fit, the one with most weight; among such, the longest phrase.
FoundWords bestWords(const Statement& statement, std::optional<Step> step)
{
    const int status = statement.status();
    if (status < 4) {
        return {};
    }
    const bool isOpen = !statement.enhanced || statement.contradictsItself() || isWide(*statement.enhanced) ||
                        &choose(statement, step) != findSubjectOf(*statement.enhanced);
    const bool isVague = isOpen && (!statement.code || isWide(*statement.code));
    const ReasonText text(statement.text);
    FoundWords best;
    for (const auto& row : wordRows()) {
        const bool heard = row.weight == Weight::Sentence || (row.weight == Weight::Words ? isOpen : isVague);
        const bool fits = (row.status == refusal || row.status == status) && (!step || row.steps.has(*step));
        const bool outweighed = best.row && best.row->weight < row.weight;
        if (!heard || !fits || outweighed) {
            continue;
        }
        const auto phrase = text.longestOf(row.words, row.anywhere);
        const FoundWords found{&row, lengthOf(phrase), step ? 0 : unlikelihood(row.steps)};
        if (found.length == 0 || (!step && !nameTheirStep(row, phrase))) {
            continue;
        }
        const bool isAsLong = found.length == best.length && found.unlikely < best.unlikely;
        if (!best.row || row.weight < best.row->weight || found.length > best.length || isAsLong) {
            best = found;
        }
    }
    return best;
}

} // namespace

const Entry* findBasic(int code)
{
    for (const auto& row : basicRows()) {
        if (row.code == code) {
            return &row.entry;
        }
    }
    return nullptr;
}

const Entry* findEnhanced(const EnhancedCode& code)
{
    const EnhancedRow* open = nullptr;
    for (const auto& row : enhancedRows()) {
        if (!row.key.covers(code)) {
            continue;
        }
        if (!row.key.isOpen()) {
            return &row.entry;
        }
        open = &row;
    }
    return open ? &open->entry : nullptr;
}

const ClassRow& classOf(int digit)
{
    const auto rows = classRows();
    return *std::find_if(rows.begin(), std::prev(rows.end()), [&](const ClassRow& row) { return row.digit == digit; });
}

const CategoryRow* findCategory(int secondDigit)
{
    return findNumber(categoryRows(), secondDigit);
}

const CategoryRow* findSubject(int subject)
{
    return findNumber(subjectRows(), subject);
}

const WordRow* findWords(const Statement& statement, std::optional<Step> step)
{
    step = step ? step : impliedStep(statement);
    const auto* row = bestWords(statement, step).row;
    return row && std::string_view(row->meaning) == choose(statement, step).meaning ? nullptr : row;
}

std::string_view phraseIn(const Statement& statement, const WordRow& row)
{
    const ReasonText text(statement.text);
    return text.longestOf(row.words, row.anywhere);
}

const Entry& choose(const Statement& statement, std::optional<Step> step)
{
    const auto* basic = statement.code ? findBasic(*statement.code) : nullptr;
    if (statement.enhanced && !statement.contradictsItself()) {
        const auto* entry = findSubjectOf(*statement.enhanced);
        const bool saysLess =
            basic && (statement.enhanced->subject == 0 || (isWide(*statement.enhanced) && !isWide(*statement.code)) ||
                      (entry && step && isOutOfPlace(*entry, *basic, *step)));
        if (entry && !saysLess) {
            return *entry;
        }
    }
    return basic ? *basic : classOf(statement.status()).entry;
}

Choice read(const Statement& statement, std::optional<Step> step)
{
    step = step ? step : impliedStep(statement);
    Choice choice{.words = findWords(statement, step), .entry = choose(statement, step)};
    if (step) {
        for (const auto& cause : choice.entry.causes) {
            const bool better = choice.cause == nullptr || (choice.cause->remedy.empty() && !cause.remedy.empty());
            choice.cause = cause.steps.has(*step) && better ? &cause : choice.cause;
        }
    }
    return choice;
}

} // namespace mpm::catalogue
