// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explain_reply.hpp"

#include "catalogue/lookup.hpp"
#include "catalogue/reply_catalogue.hpp"
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

namespace mpm {
namespace {

using catalogue::Entry;
using catalogue::Statement;

std::string codesOf(const Statement& statement)
{
    const auto basic = statement.code ? std::to_string(*statement.code) : std::string();
    const auto enhanced = statement.enhanced ? statement.enhanced->toString() : std::string();
    return basic + (basic.empty() || enhanced.empty() ? "" : " ") + enhanced;
}

std::string meaningOfBasic(int code)
{
    const auto number = std::to_string(code);
    if (const auto* entry = catalogue::findBasic(code)) {
        return number + ": " + std::string(entry->meaning) + ".";
    }
    const auto digit = (code / 10) % 10;
    const auto* category = catalogue::findCategory(digit);
    const auto about = category ? "is about " + std::string(category->meaning) : std::string("has no meaning in SMTP");
    return number + ": not a known code. Its second digit, " + std::to_string(digit) + ", " + about + ".";
}

std::vector<std::string> meaningsOfEnhanced(const EnhancedCode& code)
{
    const auto number = code.toString();
    const auto* entry = catalogue::findEnhanced(code);
    if (!entry) {
        const auto* subject = catalogue::findSubject(code.subject);
        const auto about = subject ? "is about " + std::string(subject->meaning) : std::string("is not assigned");
        return {number + ": not a known code. Its subject, " + std::to_string(code.subject) + ", " + about + "."};
    }
    std::vector<std::string> meanings{number + ": " + std::string(entry->meaning) + "."};
    const EnhancedCode sibling{code.status == 4 ? 5 : 4, code.subject, code.detail};
    const auto* other = code.status == 2 ? nullptr : catalogue::findEnhanced(sibling);
    if (other && other != entry) {
        meanings.push_back(sibling.toString() + " would say: " + std::string(other->meaning) + ".");
    }
    return meanings;
}

std::string disagreement(const Statement& statement)
{
    return "The two codes disagree: " + std::to_string(*statement.code) + " is a " +
           std::string(catalogue::classOf(statement.status()).name) + ", " + statement.enhanced->toString() + " a " +
           std::string(catalogue::classOf(statement.enhanced->status).name) +
           ". The first counts; the server should be told to mend its replies.";
}

/// Of the codes, unless nobody wrote them, and of the words.
std::vector<std::string> meaningsOf(const Statement& statement, bool isImplied, const catalogue::WordRow* words)
{
    std::vector<std::string> meanings;
    if (statement.code && !isImplied) {
        meanings.push_back(meaningOfBasic(*statement.code));
    }
    if (statement.enhanced && !isImplied) {
        append(meanings, meaningsOfEnhanced(*statement.enhanced));
    }
    if (words) {
        const auto phrase = catalogue::phraseIn(statement, *words);
        meanings.push_back("\"" + std::string(phrase) + "\": " + std::string(words->meaning) + ".");
    }
    return meanings;
}

/// Of the step that is known, if the row has any there; otherwise all.
std::vector<ExplainedCause> causesOf(const Entry& entry, std::optional<Step> step)
{
    const bool hasStep = step && std::any_of(std::begin(entry.causes), std::end(entry.causes),
                                             [&](const catalogue::Cause& cause) { return cause.steps.has(*step); });
    std::vector<ExplainedCause> causes;
    for (const auto& cause : entry.causes) {
        if (!cause.why.empty() && (!hasStep || cause.steps.has(*step))) {
            causes.push_back({nameOf(cause.steps), cause.why, cause.remedy});
        }
    }
    return causes;
}

/// Nobody where a server says yes.
catalogue::Actor firstToAct(const Statement& statement, const catalogue::Choice& choice)
{
    return statement.status() == 2 || statement.status() == 3 ? catalogue::Actor::Nobody : choice.first();
}

/// As the checks see the reply: with a basic code, which an enhanced code alone lacks.
Reply asReply(const PastedReply& pasted)
{
    const auto status = pasted.enhanced ? pasted.enhanced->status : 5;
    const auto codes = pasted.enhanced ? pasted.enhanced->toString() + " " : std::string();
    return {pasted.code.value_or(status * 100 + 50), {PeerText(codes + pasted.text)}, {}};
}

/// Where the codes are laid down, each source once.
std::string references(const Statement& statement)
{
    std::vector<std::string> sources;
    const auto add = [&](const auto* known, const auto* category) {
        const auto source = known ? known->reference : category ? category->reference : std::string_view();
        if (!source.empty() && std::find(sources.begin(), sources.end(), source) == sources.end()) {
            sources.emplace_back(source);
        }
    };
    if (statement.code) {
        add(catalogue::findBasic(*statement.code), catalogue::findCategory((*statement.code / 10) % 10));
    }
    if (statement.enhanced) {
        add(catalogue::findEnhanced(*statement.enhanced), catalogue::findSubject(statement.enhanced->subject));
    }
    if (sources.empty()) {
        sources.emplace_back(catalogue::classOf(statement.status()).entry.reference);
    }
    return join(sources, "; ");
}

std::string briefly(const Statement& statement, const Entry& entry, const catalogue::WordRow* words)
{
    const bool isKnown = (statement.code && catalogue::findBasic(*statement.code)) ||
                         (statement.enhanced && catalogue::findEnhanced(*statement.enhanced));
    return (isKnown || words ? "" : "an unknown code: ") + std::string(words ? words->meaning : entry.meaning);
}

ExplainedReply shownOf(const PastedReply& reply, const Statement& statement)
{
    constexpr std::size_t longestName = 70; // on a line of 80 columns
    ExplainedReply shown;
    shown.codes = reply.isImplied ? std::string() : codesOf(statement);
    shown.text = harmless(reply.text, mostReplyOnLine1);
    shown.step = reply.step ? std::string(toString(*reply.step)) : std::string();
    shown.host = harmless(reply.host, longestName);
    for (const auto& recipient : reply.recipients) {
        shown.recipients.push_back(harmless(recipient, longestName));
    }
    return shown;
}

} // namespace

std::string nameOf(catalogue::Steps steps)
{
    if (steps.bits == catalogue::anyReply.bits || steps.bits == catalogue::anyCommand.bits) {
        return "any step";
    }
    std::vector<std::string> names;
    for (const auto step : {Step::Connect, Step::Greeting, Step::Ehlo, Step::StartTls, Step::Auth, Step::Mail,
                            Step::Rcpt, Step::Data, Step::Message, Step::Command, Step::Quit}) {
        if (steps.has(step)) {
            names.emplace_back(step == Step::Command ? "other commands" : toString(step));
        }
    }
    return join(names, ", ");
}

Explanation explain(const PastedReply& reply)
{
    const Statement statement{reply.code, reply.enhanced, reply.text};
    const auto choice = catalogue::read(statement, reply.step);
    const auto& entry = choice.entry;
    const auto* words = choice.words;
    Explanation explanation;
    explanation.replies = {shownOf(reply, statement)};
    explanation.codes = explanation.replies.front().codes;
    explanation.text = explanation.replies.front().text;
    explanation.meaning = briefly(statement, entry, words);
    explanation.meanings = meaningsOf(statement, reply.isImplied, words);
    if (statement.contradictsItself()) {
        explanation.remarks.push_back(disagreement(statement));
    }
    explanation.remarks.emplace_back(catalogue::classOf(statement.status()).meaning);
    explanation.remedy = reply.step ? remedyFor(asReply(reply), *reply.step)
                         : words    ? std::string(words->remedy)
                                    : std::string();
    explanation.isByWords = words && !words->remedy.empty();
    explanation.causes = causesOf(entry, reply.step);
    explanation.sender = entry.sender;
    explanation.administrator = entry.administrator;
    explanation.reference = references(statement);
    explanation.status = statement.status();
    explanation.first = firstToAct(statement, choice);
    return explanation;
}

} // namespace mpm
