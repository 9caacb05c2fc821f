// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/record_lines.hpp"

#include "check/range.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

/// The value of a row's field as text; empty without.
std::string fieldOf(const Row& row, std::string_view name)
{
    const auto field = std::find_if(row.begin(), row.end(), [&](const auto& each) { return each.first == name; });
    if (field == row.end()) {
        return {};
    }
    if (const auto* number = std::get_if<std::int64_t>(&field->second)) {
        return std::to_string(*number);
    }
    const auto* text = std::get_if<std::string>(&field->second);
    return text == nullptr ? std::string() : *text;
}

std::string lineOf(const DnsAnswer& answer)
{
    auto text = "* " + answer.question.toString() + ": " + std::string(toString(answer.outcome));
    for (const auto& record : answer.records()) {
        text += "; " + record.toString();
    }
    if (!answer.aliases().empty()) {
        text += "; an alias for " + answer.finalName().toString();
    }
    return text + (answer.detail.empty() ? " (" + answer.server.toString() : " (" + answer.detail) + ", " +
           std::string(toString(answer.protocol)) + ", " + formatSeconds(answer.seconds.count()) + ")";
}

} // namespace

std::vector<std::string> recordLines(const Observations& observations)
{
    std::vector<std::string> lines;
    for (const auto& [name, rows] : observations.tables) {
        for (const auto& row : name == "records" ? rows : std::vector<Row>()) {
            const auto ttl = fieldOf(row, "ttl");
            const auto text = fieldOf(row, "text");
            lines.push_back(fieldOf(row, "name") + (fieldOf(row, "outcome") == "answered"
                                                        ? ". " + ttl + " IN TXT \"" + text + "\""
                                                        : ": " + text));
        }
    }
    return lines;
}

std::vector<std::string> questionLines(const Observation& seen)
{
    std::vector<std::string> lines;
    for (const auto* answers : {&seen.spf, &seen.dkim, &seen.dmarc, &seen.bimi}) {
        for (const auto* answer : answers->all()) {
            lines.push_back(lineOf(*answer));
        }
    }
    if (seen.sts) {
        for (const auto* answer : {&seen.sts->recordAnswer, &seen.sts->reportAnswer}) {
            if (*answer) {
                lines.push_back(lineOf(**answer));
            }
        }
        if (const auto& fetch = seen.sts->fetch) {
            lines.push_back(
                "* " + fetch->url + ": " +
                (fetch->failure ? fetch->failure->detail : "HTTP " + std::to_string(fetch->response.status)));
        }
    }
    return lines;
}

} // namespace mpm::checkMailAuth
