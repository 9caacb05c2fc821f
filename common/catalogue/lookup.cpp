// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/lookup.hpp"

#include "catalogue/classes.hpp"
#include "catalogue/reason_words.hpp"
#include "catalogue/tables.hpp"
#include "check/ascii.hpp"
#include "check/phrase_text.hpp"

#include <algorithm>
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

} // namespace

const Entry* findBasic(int code)
{
    for (const auto& rows : basicTables) {
        for (const auto& row : rows) {
            if (row.code == code) {
                return &row.entry;
            }
        }
    }
    return nullptr;
}

const Entry* findEnhanced(const EnhancedCode& code)
{
    const EnhancedRow* open = nullptr;
    for (const auto& rows : enhancedTables) {
        for (const auto& row : rows) {
            if (!row.key.covers(code)) {
                continue;
            }
            if (!row.key.isOpen()) {
                return &row.entry;
            }
            open = &row;
        }
    }
    return open ? &open->entry : nullptr;
}

const ClassRow& classOf(int digit)
{
    return *std::find_if(std::begin(classes), std::prev(std::end(classes)),
                         [&](const ClassRow& row) { return row.digit == digit; });
}

const CategoryRow* findCategory(int secondDigit)
{
    return findNumber(categories, secondDigit);
}

const CategoryRow* findSubject(int subject)
{
    return findNumber(subjects, subject);
}

const WordRow* findWords(const Statement& statement)
{
    const int status = statement.status();
    if (status < 4 || (statement.enhanced && !statement.contradictsItself() && !isWide(*statement.enhanced))) {
        return nullptr;
    }
    const PhraseText text(statement.text);
    const auto rows = reasonWords();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const WordRow& r) {
        return (r.status == refusal || r.status == status) && text.holdsOneOf(r.words);
    });
    return row == rows.end() ? nullptr : &*row;
}

const Entry& choose(const Statement& statement)
{
    const auto* basic = statement.code ? findBasic(*statement.code) : nullptr;
    if (statement.enhanced && !statement.contradictsItself()) {
        const bool saysLess =
            basic && (statement.enhanced->subject == 0 || (isWide(*statement.enhanced) && !isWide(*statement.code)));
        const auto* entry = saysLess ? basic : findSubjectOf(*statement.enhanced);
        if (entry) {
            return *entry;
        }
    }
    return basic ? *basic : classOf(statement.status()).entry;
}

} // namespace mpm::catalogue
