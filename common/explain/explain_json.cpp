// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/version.hpp"
#include "explain/explain_page.hpp"

#include <nlohmann/json.hpp>

namespace mpm {
namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const Explanation& explanation)
{
    auto causes = Json::array();
    for (const auto& cause : explanation.causes) {
        causes.push_back({{"steps", cause.steps}, {"why", cause.why}, {"remedy", cause.remedy}});
    }
    auto sentences = explanation.meanings;
    append(sentences, explanation.remarks);
    auto replies = Json::array();
    std::vector<std::string> steps;
    std::vector<std::string> hosts;
    std::vector<std::string> recipients;
    for (const auto& reply : explanation.replies) {
        replies.push_back({{"reply", reply.codes},
                           {"text", reply.text},
                           {"step", reply.step},
                           {"host", reply.host},
                           {"recipients", reply.recipients}});
        if (!reply.step.empty()) {
            addOnce(steps, reply.step);
        }
        if (!reply.host.empty()) {
            addOnce(hosts, reply.host);
        }
        addOnce(recipients, reply.recipients);
    }
    if (!explanation.step.empty()) {
        addOnce(steps, explanation.step);
    }
    return {{"reply", explanation.codes},         {"text", explanation.text},
            {"meaning", explanation.meaning},     {"details", sentences},
            {"remedy", explanation.remedy},       {"causes", causes},
            {"sender", explanation.sender},       {"administrator", explanation.administrator},
            {"reference", explanation.reference}, {"first", toString(explanation.first)},
            {"step", join(steps, ", ")},          {"hosts", hosts},
            {"recipients", recipients},           {"replies", replies}};
}

} // namespace

std::string renderJson(std::string_view plugin, const Answer& answer)
{
    auto explanations = Json::array();
    for (const auto& each : answer.explanations) {
        explanations.push_back(jsonOf(each));
    }
    const Json object{{"plugin", plugin}, {"version", version}, {"explanations", explanations}};
    return object.dump() + "\n";
}

} // namespace mpm
