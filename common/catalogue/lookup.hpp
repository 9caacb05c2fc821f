// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/row.hpp"
#include "smtp/enhanced_code.hpp"

#include <optional>
#include <string_view>

/// Finding rows in the reply catalogue.
namespace mpm::catalogue {

/// What a server states: a basic code, an enhanced one, or both, and the text behind them.
struct Statement {
    std::optional<int> code = {}; ///< 100 to 599
    std::optional<EnhancedCode> enhanced = {};
    std::string_view text = {}; ///< as received; searched, never shown from here

    /// The class that counts: the basic code's where there is one.
    int status() const { return code ? *code / 100 : enhanced ? enhanced->status : 5; }

    /// 250 5.1.1 says two things at once.
    bool contradictsItself() const { return code && enhanced && enhanced->status != *code / 100; }
};

/// The row of this very code; null where there is none.
const Entry* findBasic(int code);
const Entry* findEnhanced(const EnhancedCode& code);

/// What the digit means by itself; any digit but 1 to 5 counts as 5.
const ClassRow& classOf(int digit);

/// Null for a digit that has no meaning of its own.
const CategoryRow* findCategory(int secondDigit);
const CategoryRow* findSubject(int subject);

/// What the catalogue has for a statement.
struct Choice {
    const WordRow* words = nullptr; ///< words of the text that tell more than the codes; null where there are none
    const Entry& entry;             ///< the codes' row
    const Cause* cause = nullptr;   ///< of the row: the first for the step, one with a remedy before one without; null
                                    ///< where the row has none, or where the step is not known

    std::string_view meaning() const { return words ? words->meaning : entry.meaning; }

    /// What to do in this case; empty: what the row says to senders and administrators.
    std::string_view remedy() const { return words ? words->remedy : cause ? cause->remedy : std::string_view(); }

    /// Who must act first.
    Actor first() const { return words ? words->first : cause && cause->first ? *cause->first : entry.first; }
};

/// The one way by which meaning, remedy and who must act are chosen. `step`: none where it is not known.
Choice read(const Statement& statement, std::optional<Step> step = {});

/// The words that tell more than the codes do at this step; null where there are none, or where the codes are specific
/// enough or say the same. Without a step words of any step count.
const WordRow* findWords(const Statement& statement, std::optional<Step> step = {});

/// The phrase of the row that the text holds, as in the row; empty where it holds none.
std::string_view phraseIn(const Statement& statement, const WordRow& row);

/// The row that says most about the statement: the enhanced code's if it is specific, else the basic
/// code's, else that of their subject or class.
const Entry& choose(const Statement& statement, std::optional<Step> step = {});

} // namespace mpm::catalogue
