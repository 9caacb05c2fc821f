// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/explain_reply.hpp"

#include "catalogue/lookup.hpp"
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/phrase_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace mpm {
namespace {

using catalogue::Entry;
using catalogue::Statement;

std::optional<int> takeBasicCode(std::string_view& text)
{
    const bool isCode = text.size() >= 3 && text[0] >= '1' && text[0] <= '5' && isDigit(text[1]) && isDigit(text[2]) &&
                        (text.size() == 3 || text[3] == ' ' || text[3] == '-');
    if (!isCode) {
        return std::nullopt;
    }
    const int code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
    text = trim(text.substr(std::min<std::size_t>(text.size(), 4)));
    return code;
}

std::optional<EnhancedCode> takeEnhancedCode(std::string_view& text)
{
    const auto code = EnhancedCode::atFrontOf(text);
    if (code) {
        text = trim(text.substr(code->toString().size()));
    }
    return code;
}

Statement read(std::string_view given)
{
    Statement statement;
    statement.text = trim(given);
    statement.code = takeBasicCode(statement.text);
    statement.enhanced = takeEnhancedCode(statement.text);
    if (!statement.code && !statement.enhanced) {
        throw UsageError(
            "\"" + harmless(given, 80) +
            "\" is no SMTP reply: give a code such as 550 or 5.1.1, or a line such as \"550 5.1.1 User unknown\"");
    }
    return statement;
}

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

std::vector<std::string> meaningsOf(const Statement& statement, const catalogue::WordRow* words)
{
    std::vector<std::string> meanings;
    if (statement.code) {
        meanings.push_back(meaningOfBasic(*statement.code));
    }
    if (statement.enhanced) {
        append(meanings, meaningsOfEnhanced(*statement.enhanced));
    }
    if (words) {
        const auto phrase = PhraseText(statement.text).firstOf(words->words);
        meanings.push_back("\"" + std::string(phrase) + "\": " + std::string(words->meaning) + ".");
    }
    return meanings;
}

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

std::vector<ExplainedCause> causesOf(const Entry& entry)
{
    std::vector<ExplainedCause> causes;
    for (const auto& cause : entry.causes) {
        if (cause.why.empty()) {
            break;
        }
        causes.push_back({nameOf(cause.steps), cause.why, cause.remedy});
    }
    return causes;
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

} // namespace

Explanation explain(std::string_view reply)
{
    const auto statement = read(reply);
    const auto& entry = catalogue::choose(statement);
    const auto* words = catalogue::findWords(statement);
    Explanation explanation;
    explanation.codes = codesOf(statement);
    explanation.text = harmless(statement.text);
    explanation.meaning = briefly(statement, entry, words);
    explanation.meanings = meaningsOf(statement, words);
    if (statement.contradictsItself()) {
        explanation.remarks.push_back(disagreement(statement));
    }
    explanation.remarks.emplace_back(catalogue::classOf(statement.status()).meaning);
    explanation.remedy = words ? words->remedy : std::string_view();
    explanation.causes = causesOf(entry);
    explanation.sender = entry.sender;
    explanation.administrator = entry.administrator;
    explanation.reference = references(statement);
    return explanation;
}

} // namespace mpm
