// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reply_catalogue.hpp"

#include "catalogue/lookup.hpp"
#include "catalogue/phrases.hpp"
#include "check/ascii.hpp"

#include <optional>

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

/// As qmail and IronPort write it where RFC 2034 has none: "sorry, no mailbox here by that name. (#5.1.1)".
std::optional<EnhancedCode> hashedCode(std::string_view text, int status)
{
    for (auto at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
        const auto rest = text.substr(at + 1);
        auto code = EnhancedCode::parse(rest.substr(0, rest.find_first_not_of("0123456789.")));
        if (code && code->status == status) {
            return code;
        }
    }
    return std::nullopt;
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

std::string remedyOf(const Entry& entry)
{
    const std::string_view sender = entry.sender;
    const std::string_view administrator = entry.administrator;
    if (administrator.empty() || administrator == sender) {
        return std::string(sender);
    }
    if (sender.empty()) {
        return std::string(administrator);
    }
    return "On the server: " + behindColon(administrator) + " As the sender: " + behindColon(sender);
}

/// 1yz to 3yz that the step does not allow: there would be nothing to mend where it does.
bool isOutOfStep(const Reply& reply, const catalogue::Choice& choice)
{
    return reply.codeClass() < 4 && (catalogue::findBasic(reply.code) == nullptr || choice.cause == nullptr);
}

/// What is done with the choice for a reply, whose text must live as long.
template <class Use>
auto withChoice(const Reply& reply, std::optional<Step> step, Use use)
{
    const auto text = textOf(reply);
    const auto enhanced = reply.enhanced();
    const Statement statement{reply.code, enhanced ? enhanced : hashedCode(text, reply.codeClass()), text};
    return use(catalogue::read(statement, step));
}

} // namespace

std::string remedyFor(const Reply& reply, Step step)
{
    return withChoice(reply, step, [&](const catalogue::Choice& choice) {
        if (isOutOfStep(reply, choice)) {
            return std::string(catalogue::phrase::outOfStep);
        }
        const auto remedy = choice.remedy();
        return remedy.empty() ? remedyOf(choice.entry) : std::string(remedy);
    });
}

std::string meaningOf(const Reply& reply)
{
    return withChoice(reply, {}, [](const catalogue::Choice& choice) { return std::string(choice.meaning()); });
}

std::string meaningOf(const Reply& reply, Step step)
{
    return withChoice(reply, step, [](const catalogue::Choice& choice) { return std::string(choice.meaning()); });
}

catalogue::Actor firstToAct(const Reply& reply, Step step)
{
    return withChoice(reply, step, [&](const catalogue::Choice& choice) {
        return isOutOfStep(reply, choice) ? catalogue::Actor::ReceivingSide : choice.first();
    });
}

catalogue::Actor firstToAct(const Reply& reply)
{
    return withChoice(reply, {}, [](const catalogue::Choice& choice) { return choice.first(); });
}

} // namespace mpm
