// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/actor.hpp"
#include "check/ascii.hpp"
#include "smtp/enhanced_code.hpp"
#include "smtp/step.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

/// The shapes of the rows in the reply catalogue. The rows themselves are data (the other files of
/// this folder); rows.hpp has them all, lookup.hpp finds them, reply_catalogue.hpp puts them into words.
///
/// Each shape is there twice: in `source` as the tables are written, and packed, as a check reads it. A thousand
/// pointers to texts would have to be relocated whenever a check starts, in pages that it then has for itself; a packed
/// row has none.
namespace mpm::catalogue {

/// A text of a packed row: where it stands in the one text of all rows.
struct RowText {
    std::uint32_t at = 0;
    std::uint32_t length = 0;

    constexpr bool empty() const { return length == 0; }

    operator std::string_view() const; // as the fields of rows of `source`, which it takes the place of
};

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
template <class Text>
struct CauseOf {
    Steps steps = {};
    Text why = {};                   ///< a sentence
    Text remedy = {};                ///< what to do if this is it, where the row's own remedies are too wide
    std::optional<Actor> first = {}; ///< who must act, where it is not the row's own
};

/// What every row says. The texts were written for an operator who has never seen an RFC.
template <class Text>
struct EntryOf {
    Text meaning = {};                  ///< a few plain words: "the mailbox does not exist"
    Actor first = Actor::ReceivingSide; ///< who must act
    CauseOf<Text> causes[5] = {};       ///< most likely first; those behind the last are empty
    Text sender = {};                   ///< one sentence for whoever sends; may be empty
    Text administrator = {};            ///< one sentence for whoever runs the server; may be empty
    Text reference = {};                ///< RFC and section, or the vendors that use the code
};

/// What a basic code means: 550.
template <class Text>
struct BasicRowOf {
    int code = 0;
    EntryOf<Text> entry;
};

/// The class of a row that holds for 4yz and 5yz, or 4.y.z and 5.y.z, alike; and of one that holds for 2.y.z as well.
constexpr int refusal = 0;
constexpr int anyClass = 1;

/// Which enhanced codes a row is about, as text: "4.1.1" for this code alone; "X.1.1" for 4.1.1 and 5.1.1 alike, as
/// RFC 3463 and the registry write a code whose class is left open; "*.1.5" for 2.1.5 as well. A row of one class goes
/// before the open ones. A text of any other form does not compile.
struct EnhancedKey {
    int status = 0; ///< 2, 4, 5, `refusal` or `anyClass`
    int subject = 0;
    int detail = 0;

    EnhancedKey() = default;
    consteval EnhancedKey(const char* text) : EnhancedKey(parse(text).value()) {}

    static constexpr std::optional<EnhancedKey> parse(std::string_view text)
    {
        const auto dot = text.find('.');
        const auto last = text.rfind('.');
        if (dot != 1 || last == dot) {
            return std::nullopt;
        }
        const auto status = classOf(text[0]);
        const auto subject = number(text.substr(dot + 1, last - dot - 1));
        const auto detail = number(text.substr(last + 1));
        return status && subject && detail ? std::optional(EnhancedKey(*status, *subject, *detail)) : std::nullopt;
    }

    constexpr bool isOpen() const { return status == refusal || status == anyClass; }

    constexpr bool covers(const EnhancedCode& code) const
    {
        const bool classFits = status == code.status || status == anyClass || (status == refusal && code.status != 2);
        return classFits && subject == code.subject && detail == code.detail;
    }

    /// Whether rows of both keys would be about the same codes, so that one is never reached.
    constexpr bool clashesWith(const EnhancedKey& other) const
    {
        return subject == other.subject && detail == other.detail &&
               (status == other.status || (isOpen() && other.isOpen()));
    }

private:
    constexpr EnhancedKey(int c, int s, int d) : status(c), subject(s), detail(d) {}

    static constexpr std::optional<int> classOf(char c)
    {
        switch (c) {
        case 'X': return refusal;
        case '*': return anyClass;
        case '2':
        case '4':
        case '5': return c - '0';
        default: return std::nullopt;
        }
    }

    /// RFC 3463 section 2: one to three digits, no leading zeros.
    static constexpr std::optional<int> number(std::string_view digits)
    {
        if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0')) {
            return std::nullopt;
        }
        int value = 0;
        for (const char digit : digits) {
            if (!isDigit(digit)) {
                return std::nullopt;
            }
            value = value * 10 + (digit - '0');
        }
        return value;
    }
};

/// What the enhanced codes of a key mean.
template <class Text>
struct EnhancedRowOf {
    EnhancedKey key;
    EntryOf<Text> entry;
};

/// The first digit of a basic or enhanced code.
template <class Text>
struct ClassRowOf {
    int digit = 0;
    Text name;           ///< "permanent refusal"
    Text meaning;        ///< a sentence
    EntryOf<Text> entry; ///< for codes of this class that no row explains
};

/// The second digit of a basic code, or the subject of an enhanced one.
template <class Text>
struct CategoryRowOf {
    int number = 0;
    Text meaning; ///< "the syntax of a command"
    Text reference;
};

/// How much words of a text say beside the codes that they come with. The least counts first.
enum class Weight : std::uint8_t {
    Sentence, ///< as much as a code: they count whatever the codes say, which are wrong for them now and then
    Words,    ///< more than a code that servers give for almost any reason, or none
    Hint,     ///< more than nothing: where neither code says anything
};

/// Words that tell apart what servers put under one wide code: phrases as catalogue/reason_text.hpp finds them, with
/// bars between them. Of the rows with the same weight the one with the longest phrase in the text counts.
template <class Text>
struct WordRowOf {
    Text words;
    int status = refusal; ///< the class of the reply: 4, 5, or `refusal` for both
    Text meaning;
    Text remedy;
    Actor first = Actor::ReceivingSide; ///< who must act
    Weight weight = Weight::Words;
    Steps steps = anyReply; ///< at which the words mean this
    Text anywhere = {};     ///< more phrases, which count in names, addresses and URLs of the text as well
};

using Cause = CauseOf<RowText>;
using Entry = EntryOf<RowText>;
using BasicRow = BasicRowOf<RowText>;
using EnhancedRow = EnhancedRowOf<RowText>;
using ClassRow = ClassRowOf<RowText>;
using CategoryRow = CategoryRowOf<RowText>;
using WordRow = WordRowOf<RowText>;

namespace source {

using BasicRow = BasicRowOf<std::string_view>;
using EnhancedRow = EnhancedRowOf<std::string_view>;
using ClassRow = ClassRowOf<std::string_view>;
using CategoryRow = CategoryRowOf<std::string_view>;
using WordRow = WordRowOf<std::string_view>;

} // namespace source

} // namespace mpm::catalogue
