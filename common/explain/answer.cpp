// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/answer.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "explain/code_range.hpp"
#include "explain/question.hpp"
#include "explain/step_table.hpp"

#include <algorithm>
#include <iterator>

namespace mpm {
namespace {

using catalogue::Actor;

std::string counted(std::size_t number, const std::string& noun, const std::string& nouns)
{
    return std::to_string(number) + " " + (number == 1 ? noun : nouns);
}

bool haveSameCause(const Explanation& a, const Explanation& b)
{
    return a.status == b.status && a.meaning == b.meaning && a.remedy == b.remedy && a.first == b.first &&
           a.sender == b.sender && a.administrator == b.administrator;
}

/// Each cause once; those that somebody must act on first, of them what was refused for good before what was refused
/// for now; what went well last.
std::vector<Explanation> groupedByCause(const std::vector<PastedReply>& replies)
{
    std::vector<Explanation> causes;
    for (const auto& reply : replies) {
        auto explanation = explain(reply);
        const auto same = std::find_if(causes.begin(), causes.end(),
                                       [&](const Explanation& each) { return haveSameCause(each, explanation); });
        if (same == causes.end()) {
            causes.push_back(std::move(explanation));
        } else {
            append(same->replies, std::move(explanation.replies));
        }
    }
    const auto weight = [](const Explanation& each) {
        const int isNobodys = each.first == Actor::Nobody ? 1 : 0;
        return each.status < 4 ? 9 - each.status : 2 * isNobodys + (5 - each.status);
    };
    std::stable_sort(causes.begin(), causes.end(),
                     [&](const Explanation& a, const Explanation& b) { return weight(a) < weight(b); });
    return causes;
}

std::string headlineOf(const std::vector<Explanation>& causes, std::size_t replies)
{
    const auto counts = counted(replies, "reply", "replies") + ", ";
    const auto& worst = causes.front();
    if (worst.status == 2 || worst.status == 3) {
        return counts + "none of them a refusal: nobody need act";
    }
    return counts + counted(causes.size(), "cause", "causes") + ": " +
           (worst.first == Actor::Nobody ? "nobody must act for now"
                                         : "first " + std::string(toString(worst.first)) + " must act");
}

std::string octetsRead(const PastedText& pasted)
{
    return std::string(pasted.isEnd ? "Only the last " : "Only the first ") + std::to_string(mostPastedOctets) +
           " octets were read";
}

/// Line ends in the quoted text would be question marks.
std::string onOneLine(std::string_view text)
{
    return join(splitWords(text.substr(0, 1000)), " ");
}

[[noreturn]] void refuse(std::string_view given, const PastedText& pasted)
{
    throw UsageError(
        "--explain: no reply in \"" + harmless(onOneLine(given), 80) + "\"" +
        (pasted.tooLong ? " (o" + octetsRead(pasted).substr(1) + ")" : "") +
        ": give a code (550, 5.1.1), a reply in quotes (\"550 5.1.1 User unknown\"), a class (5xx), a step "
        "(RCPT), lines of a log or a bounce, or - to read them from standard input");
}

constexpr std::ptrdiff_t mostCauses = 64; ///< that are explained, the worst ones

void leaveOut(Answer& answer)
{
    const auto causes = std::ssize(answer.explanations);
    if (causes > mostCauses) {
        answer.notes.push_back("Only the first " + std::to_string(mostCauses) + " of " + std::to_string(causes) +
                               " causes are explained.");
        answer.explanations.erase(answer.explanations.begin() + mostCauses, answer.explanations.end());
    }
}

} // namespace

Answer answerFor(std::string_view given)
{
    const auto question = plainQuestion(given);
    if (auto table = stepTable(question)) {
        return std::move(*table);
    }
    if (auto range = codeRange(question)) {
        return std::move(*range);
    }
    auto pasted = PastedText{.replies = ofEveryClass(question)};
    const bool isOfEveryClass = !pasted.replies.empty();
    if (!isOfEveryClass) {
        pasted = readPasted(given);
    }
    if (pasted.replies.empty()) {
        refuse(given, pasted);
    }
    Answer answer;
    answer.explanations = groupedByCause(pasted.replies);
    if (pasted.replies.size() > 1) {
        answer.form = Answer::Form::Pages;
        answer.headline = isOfEveryClass ? toUpper(trim(question)) + " - what it means in each class"
                                         : headlineOf(answer.explanations, pasted.replies.size());
    }
    leaveOut(answer);
    if (pasted.tooLong) {
        answer.notes.push_back(octetsRead(pasted) + ".");
    }
    if (pasted.tooMany) {
        answer.notes.push_back("Only the first " + std::to_string(mostPastedReplies) + " replies are counted.");
    }
    return answer;
}

} // namespace mpm
