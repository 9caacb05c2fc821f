// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/catalogue_rows.hpp"

namespace mpm {
namespace {

std::optional<Explanation> explainEntry(const std::string& codes, int status, const catalogue::Entry& entry,
                                        std::optional<Step> step)
{
    Explanation row;
    row.codes = codes;
    row.meaning = std::string(entry.meaning);
    row.sender = entry.sender;
    row.administrator = entry.administrator;
    row.reference = std::string(entry.reference);
    row.status = status;
    row.first = status == 2 || status == 3 ? catalogue::Actor::Nobody : entry.first;
    bool isFirst = true;
    for (const auto& cause : entry.causes) {
        if (cause.why.empty() || (step && !cause.steps.has(*step))) {
            continue;
        }
        row.causes.push_back({nameOf(cause.steps), cause.why, cause.remedy});
        row.meanings.emplace_back(cause.why);
        if (step && isFirst) {
            row.step = std::string(toString(*step));
            row.remedy = std::string(cause.remedy);
            row.first = cause.first && status != 2 && status != 3 ? *cause.first : row.first;
        }
        isFirst = false;
    }
    return step && row.causes.empty() ? std::nullopt : std::optional(std::move(row));
}

} // namespace

std::string codeOf(const catalogue::EnhancedKey& key)
{
    const auto status = key.isOpen() ? std::string("X") : std::to_string(key.status);
    return status + "." + std::to_string(key.subject) + "." + std::to_string(key.detail);
}

std::optional<Explanation> explainRow(const catalogue::BasicRow& row, std::optional<Step> step)
{
    return explainEntry(std::to_string(row.code), row.code / 100, row.entry, step);
}

std::optional<Explanation> explainRow(const catalogue::EnhancedRow& row, std::optional<Step> step)
{
    return explainEntry(codeOf(row.key), row.key.isOpen() ? 0 : row.key.status, row.entry, step);
}

} // namespace mpm
