// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explain_page.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t pageWidth = 80;

/// Where a paragraph begins, in columns from the left.
struct Indent {
    std::size_t first = 2;
    std::size_t others = 2;
};

constexpr Indent hanging{2, 4};
constexpr Indent deep{6, 6};

/// Puts text into lines of at most `pageWidth`.
std::string wrapped(std::string_view text, Indent indent = {})
{
    std::string page;
    std::string line(indent.first, ' ');
    bool lineIsEmpty = true;
    for (const auto& word : split(text, ' ')) {
        if (!lineIsEmpty && line.size() + 1 + word.size() > pageWidth) {
            page += line + "\n";
            line.assign(indent.others, ' ');
            lineIsEmpty = true;
        }
        line += lineIsEmpty ? word : " " + word;
        lineIsEmpty = false;
    }
    return page + line + "\n";
}

std::string section(std::string_view title, const std::string& body)
{
    return body.empty() ? std::string() : "\n" + std::string(title) + "\n" + body;
}

std::string section(std::string_view title, std::string_view sentence)
{
    return sentence.empty() ? std::string() : section(title, wrapped(sentence));
}

/// "at RCPT TO, by mx.example.com, for a@b.example"; empty where nothing of this is known.
std::string circumstances(const ExplainedReply& reply)
{
    std::vector<std::string> parts;
    if (!reply.step.empty()) {
        parts.push_back("at " + reply.step);
    }
    if (!reply.host.empty()) {
        parts.push_back("by " + reply.host);
    }
    if (!reply.recipients.empty()) {
        parts.push_back("for " + join(reply.recipients, ", "));
    }
    return join(parts, ", ");
}

std::string quoted(const std::string& text)
{
    return text.empty() ? std::string() : "  \"" + text + "\"\n";
}

std::string shownCodes(const std::string& codes)
{
    return codes.empty() ? "No code" : codes;
}

/// Of several replies with one cause each is named.
std::string repliesOf(const Explanation& explanation)
{
    if (explanation.replies.size() < 2) {
        return {};
    }
    constexpr std::size_t most = 20;
    std::string list;
    for (const auto& reply : explanation.replies) {
        if (&reply == explanation.replies.data() + most) {
            return list + "  and " + std::to_string(explanation.replies.size() - most) + " more\n";
        }
        const auto where = circumstances(reply);
        list += wrapped(shownCodes(reply.codes) + (where.empty() ? "" : " " + where), hanging);
        list += reply.text.empty() ? std::string() : "    " + quoted(reply.text).substr(2);
    }
    return list;
}

std::string capitalised(std::string_view words)
{
    std::string sentence(words);
    sentence[0] = toUpper(sentence[0]);
    return sentence + ".";
}

/// Whether the remedy is made of the advice for both sides, which the page has anyway.
bool saysBothSides(const Explanation& explanation)
{
    const auto holds = [&](std::string_view sentence) {
        return sentence.empty() || explanation.remedy.find(sentence.substr(1)) != std::string::npos;
    };
    return holds(explanation.sender) && holds(explanation.administrator) &&
           !(explanation.sender.empty() && explanation.administrator.empty());
}

bool isSuccess(const Explanation& explanation)
{
    return explanation.status == 2 || explanation.status == 3;
}

std::string pageOf(const Explanation& explanation)
{
    auto page = shownCodes(explanation.codes) + " - " + explanation.meaning + "\n";
    page += quoted(explanation.text);
    if (explanation.replies.size() == 1) {
        const auto where = circumstances(explanation.replies.front());
        page += where.empty() ? std::string() : wrapped(where);
    }
    std::string meanings;
    for (const auto& sentence : explanation.meanings) {
        meanings += wrapped(sentence, hanging);
    }
    for (const auto& sentence : explanation.remarks) {
        meanings += wrapped(sentence);
    }
    std::string causes;
    for (const auto& cause : explanation.causes) {
        causes += wrapped(cause.steps + ": " + std::string(cause.why), hanging);
        const bool isSaid = explanation.isByWords || cause.remedy.empty() || cause.remedy == explanation.remedy;
        causes += isSaid ? "" : wrapped("What to do: " + std::string(cause.remedy), deep);
    }
    return page + section("Replies", repliesOf(explanation)) + section("Meaning", meanings) +
           section("Who must act first", wrapped(isSuccess(explanation) ? "Nobody: this is no refusal."
                                                                        : capitalised(toString(explanation.first)))) +
           section("What to do",
                   saysBothSides(explanation) ? std::string_view() : std::string_view(explanation.remedy)) +
           section(explanation.isByWords ? "Likely causes where the text is another" : "Likely causes", causes) +
           (explanation.isByWords ? std::string()
                                  : section("If you send", explanation.sender) +
                                        section("If you run the server that says so", explanation.administrator)) +
           section("Reference", std::string_view(explanation.reference));
}

/// The causes above many pages, a line for each.
std::string contentsOf(const Answer& answer)
{
    constexpr std::size_t few = 3;
    std::string list;
    for (const auto& each : answer.explanations) {
        const auto who = isSuccess(each) ? std::string("no refusal") : "first: " + std::string(toString(each.first));
        list += wrapped((each.replies.size() > 1 ? std::to_string(each.replies.size()) + " times " : std::string()) +
                            shownCodes(each.codes) + " - " + each.meaning + " (" + who + ")",
                        hanging);
    }
    return answer.explanations.size() > few ? section("Causes", list) : std::string();
}

std::string_view titleOf(const Explanation& row)
{
    if (row.isExpected) {
        return "What this step should answer";
    }
    switch (row.status) {
    case 0: return "Refused, for now (4) or for good (5)";
    case 1: return "No reply of SMTP";
    case 2:
    case 3: return "Other successes";
    case 4: return "Refused for now";
    default: return "Refused for good";
    }
}

/// A code with its meaning, and what it means at the step of the table.
std::string rowOf(const Explanation& row)
{
    auto line = row.codes + std::string(row.codes.size() < 9 ? 9 - row.codes.size() : 1, ' ');
    std::string lines = "  " + line + wrapped(row.meaning, {11, 11}).substr(11);
    if (!row.step.empty()) {
        for (const auto& sentence : row.meanings) {
            lines += wrapped(sentence, {11, 11});
        }
    }
    return lines;
}

std::string tableOf(const Answer& answer)
{
    auto page = answer.headline + "\n";
    std::string about;
    for (const auto& sentence : answer.about) {
        about += wrapped(sentence);
    }
    page += section("Meaning", about);
    const bool ofStep = answer.about.empty();
    std::string_view title;
    for (const auto& row : answer.explanations) {
        const bool isHead = !ofStep && &row == &answer.explanations.front();
        const auto own = ofStep ? titleOf(row) : std::string_view("Known codes");
        if (isHead) {
            continue;
        }
        page += own == title ? std::string() : "\n" + std::string(own) + "\n";
        page += rowOf(row);
        title = own;
    }
    return page +
           (ofStep ? std::string() : section("Reference", std::string_view(answer.explanations.front().reference)));
}

} // namespace

std::string renderText(const Answer& answer)
{
    std::string text;
    switch (answer.form) {
    case Answer::Form::Table: text = tableOf(answer); break;
    case Answer::Form::Page: text = pageOf(answer.explanations.front()); break;
    case Answer::Form::Pages:
        text = answer.headline + "\n" + contentsOf(answer);
        for (const auto& each : answer.explanations) {
            text += "\n" + pageOf(each);
        }
        break;
    }
    for (const auto& note : answer.notes) {
        text += "\n" + note + "\n";
    }
    return text;
}

} // namespace mpm
