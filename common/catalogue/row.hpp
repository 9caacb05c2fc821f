// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/step.hpp"

#include <string_view>

/// The shapes of the rows in the reply catalogue. The rows themselves are data (the other files of
/// this folder); lookup.hpp finds them, reply_catalogue.hpp puts them into words.
namespace mpm::catalogue {

/// The steps at which a row says something. HELO counts as EHLO.
struct Steps {
    unsigned bits = 0;

    static constexpr unsigned bit(Step step)
    {
        return 1U << static_cast<unsigned>(step == Step::Helo ? Step::Ehlo : step);
    }

    constexpr bool has(Step step) const { return (bits & bit(step)) != 0; }
};

template <typename... Each>
constexpr Steps at(Each... steps)
{
    return {(Steps::bit(steps) | ...)};
}

constexpr Steps anyCommand = at(Step::Ehlo, Step::StartTls, Step::Auth, Step::Mail, Step::Rcpt, Step::Data,
                                Step::Message, Step::Command, Step::Quit);
constexpr Steps anyReply = {anyCommand.bits | at(Step::Greeting).bits};

/// Why a server gives a reply at these steps.
struct Cause {
    Steps steps = {};
    std::string_view why = {};    ///< a sentence
    std::string_view remedy = {}; ///< what to do if this is it, where the row's own remedies are too wide
};

/// What every row says. The texts were written for an operator who has never seen an RFC.
struct Entry {
    std::string_view meaning = {};       ///< a few plain words: "the mailbox does not exist"
    Cause causes[5] = {};                ///< most likely first; those behind the last are empty
    std::string_view sender = {};        ///< one sentence for whoever sends; may be empty
    std::string_view administrator = {}; ///< one sentence for whoever runs the server; may be empty
    std::string_view reference = {};     ///< RFC and section, or the vendors that use the code
};

struct BasicRow {
    int code;
    Entry entry;
};

/// The class of an enhanced row that holds for 4.y.z and 5.y.z alike, and of one that holds for 2.y.z as well.
/// A row of one class, 2, 4 or 5, goes before these.
constexpr int refusal = 0;
constexpr int anyClass = 1;

/// A row of the enhanced codes. Where 4.y.z and 5.y.z are told apart there is a row of its own for one.
struct EnhancedRow {
    int status; ///< 2, 4, 5, `refusal` or `anyClass`
    int subject;
    int detail;
    Entry entry;
};

/// The first digit of a basic or enhanced code.
struct ClassRow {
    int digit;
    std::string_view name;    ///< "permanent refusal"
    std::string_view meaning; ///< a sentence
    Entry entry;              ///< for codes of this class that no row explains
};

/// The second digit of a basic code, or the subject of an enhanced one.
struct CategoryRow {
    int number;
    std::string_view meaning; ///< "the syntax of a command"
    std::string_view reference;
};

/// A detail of enhanced codes, whatever their class.
struct WideDetail {
    int subject;
    int detail;
};

/// Words that tell apart what servers put under one wide code. Matched in lower case, anywhere in
/// the reply's text, the first match of the table counts.
struct WordRow {
    std::string_view words;
    int status; ///< the class of the reply: 4, 5, or `refusal` for both
    std::string_view meaning;
    std::string_view remedy;
};

} // namespace mpm::catalogue
