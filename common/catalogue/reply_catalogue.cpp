// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reply_catalogue.hpp"

#include "catalogue/lookup.hpp"
#include "catalogue/phrases.hpp"
#include "check/ascii.hpp"

#include <algorithm>
#include <iterator>

namespace mpm {
namespace {

using catalogue::Entry;
using catalogue::Statement;

/// The text of all lines, for searching.
std::string textOf(const Reply& reply)
{
    std::string text;
    for (const auto& line : reply.lines) {
        text += line.raw();
        text += ' ';
    }
    return text;
}

Statement statementOf(const Reply& reply, std::string_view text)
{
    return {reply.code, reply.enhanced(), text};
}

const catalogue::Cause* causeAt(const Entry& entry, Step step)
{
    const auto* cause = std::find_if(std::begin(entry.causes), std::end(entry.causes),
                                     [&](const catalogue::Cause& c) { return c.steps.has(step); });
    return cause == std::end(entry.causes) ? nullptr : cause;
}

/// "Check x." as it reads behind a colon; a word in capitals stays as it is.
std::string behindColon(std::string_view sentence)
{
    std::string result(sentence);
    if (result.size() > 1 && toLower(result[1]) == result[1]) {
        result[0] = toLower(result[0]);
    }
    return result;
}

/// Nothing that was refused for good is better for being tried again by itself.
std::string_view forClass(std::string_view remedy, int status)
{
    const auto speaksOf = [&](std::string_view words) { return remedy.find(words) != std::string_view::npos; };
    if (status != 5 || !speaksOf("et the queue retry")) {
        return remedy;
    }
    return speaksOf("Send more slowly") ? catalogue::phrase::throttledForGood : catalogue::classOf(status).entry.sender;
}

/// `status`: the reply's class.
std::string remedyOf(const Entry& given, int status)
{
    auto entry = given;
    entry.sender = forClass(entry.sender, status);
    if (entry.administrator.empty() || entry.administrator == entry.sender) {
        return std::string(entry.sender);
    }
    if (entry.sender.empty()) {
        return std::string(entry.administrator);
    }
    return "On the server: " + behindColon(entry.administrator) + " As the sender: " + behindColon(entry.sender);
}

/// 1yz to 3yz: there is nothing to mend where the step allows the reply.
std::string remedyForPositive(const Reply& reply, Step step)
{
    const auto* entry = catalogue::findBasic(reply.code);
    const auto* cause = entry ? causeAt(*entry, step) : nullptr;
    if (cause == nullptr) {
        return std::string(catalogue::phrase::outOfStep);
    }
    return cause->remedy.empty() ? remedyOf(*entry, reply.codeClass()) : std::string(cause->remedy);
}

} // namespace

std::string remedyFor(const Reply& reply, Step step)
{
    if (reply.codeClass() < 4) {
        return remedyForPositive(reply, step);
    }
    const auto text = textOf(reply);
    const auto statement = statementOf(reply, text);
    if (const auto* words = catalogue::findWords(statement)) {
        return std::string(forClass(words->remedy, statement.status()));
    }
    const auto& entry = catalogue::choose(statement);
    for (const auto& cause : entry.causes) {
        if (cause.steps.has(step) && !cause.remedy.empty()) {
            return std::string(forClass(cause.remedy, statement.status()));
        }
    }
    return remedyOf(entry, statement.status());
}

std::string meaningOf(const Reply& reply)
{
    const auto text = textOf(reply);
    const auto statement = statementOf(reply, text);
    const auto* words = catalogue::findWords(statement);
    return std::string(words ? words->meaning : catalogue::choose(statement).meaning);
}

} // namespace mpm
