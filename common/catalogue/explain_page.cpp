// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/explain_page.hpp"

#include "check/ascii.hpp"
#include "check/version.hpp"

#include <nlohmann/json.hpp>

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

} // namespace

std::string renderText(const Explanation& explanation)
{
    auto page = explanation.codes + " - " + explanation.meaning + "\n";
    page += explanation.text.empty() ? std::string() : "  \"" + explanation.text + "\"\n";
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
        causes += cause.remedy.empty() ? "" : wrapped("What to do: " + std::string(cause.remedy), deep);
    }
    return page + section("Meaning", meanings) + section("What to do", explanation.remedy) +
           section("Likely causes", causes) + section("If you send", explanation.sender) +
           section("If you run the server", explanation.administrator) +
           section("Reference", std::string_view(explanation.reference));
}

std::string renderJson(std::string_view plugin, const Explanation& explanation)
{
    using Json = nlohmann::ordered_json;
    auto causes = Json::array();
    for (const auto& cause : explanation.causes) {
        causes.push_back({{"steps", cause.steps}, {"why", cause.why}, {"remedy", cause.remedy}});
    }
    auto sentences = explanation.meanings;
    sentences.insert(sentences.end(), explanation.remarks.begin(), explanation.remarks.end());
    const Json page{{"reply", explanation.codes},        {"text", explanation.text},
                    {"meaning", explanation.meaning},    {"details", sentences},
                    {"remedy", explanation.remedy},      {"causes", causes},
                    {"sender", explanation.sender},      {"administrator", explanation.administrator},
                    {"reference", explanation.reference}};
    const Json object{{"plugin", plugin}, {"version", version}, {"explanations", Json::array({page})}};
    return object.dump() + "\n";
}

} // namespace mpm
