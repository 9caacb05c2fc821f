// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/changes.hpp"

#include "check/peer_text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

namespace mpm::checkMailRoundtrip {
namespace {

/// "part 2 (text/plain)"
std::string nameOf(std::size_t place, const PartText& part)
{
    return "part " + std::to_string(place + 1) + " (" + harmless(part.type, 60) + ")";
}

/// For each part that was sent, the place of what became of it. First those that are the same, then those that are
/// alike.
std::vector<std::optional<std::size_t>> pairsOf(const Expected& sent, const Expected& came)
{
    std::vector<std::optional<std::size_t>> pairs(sent.parts.size());
    std::vector<bool> taken(came.parts.size());
    const auto pair = [&](const auto& fits) {
        for (std::size_t i = 0; i < sent.parts.size(); ++i) {
            for (std::size_t k = 0; k < came.parts.size() && !pairs[i]; ++k) {
                if (!taken[k] && sent.parts[i].type == came.parts[k].type && fits(sent.parts[i], came.parts[k])) {
                    pairs[i] = k;
                    taken[k] = true;
                }
            }
        }
    };
    pair([](const PartText& a, const PartText& b) { return a.lines == b.lines; });
    pair([](const PartText& a, const PartText& b) { return areAlike(a.lines, b.lines); });
    return pairs;
}

} // namespace

std::vector<Change> changesOf(const Expected& sent, const Expected& came)
{
    std::vector<Change> changes;
    if (sent.subject != came.subject) {
        changes.push_back({ChangeKind::Subject, "the subject came as '" + harmless(came.subject, 120) + "'"});
    }
    const auto pairs = pairsOf(sent, came);
    for (std::size_t i = 0; i < sent.parts.size(); ++i) {
        const auto name = nameOf(i, sent.parts[i]);
        if (!pairs[i]) {
            changes.push_back({ChangeKind::PartMissing, name + " did not come"});
            continue;
        }
        const auto& part = came.parts[*pairs[i]];
        if (part.charset != sent.parts[i].charset) {
            changes.push_back({ChangeKind::Charset, name + " came in the character set " + harmless(part.charset, 40)});
        }
        for (auto& change : lineChanges(sent.parts[i].lines, part.lines)) {
            changes.push_back({change.kind, name + ": " + change.sentence});
        }
    }
    for (std::size_t k = 0; k < came.parts.size(); ++k) {
        if (std::find(pairs.begin(), pairs.end(), std::optional(k)) == pairs.end()) {
            changes.push_back({ChangeKind::PartAdded, nameOf(k, came.parts[k]) + " was added"});
        }
    }
    if (came.outside != sent.outside) {
        changes.push_back(
            {ChangeKind::Footer, "text was added outside of its parts: '" + harmless(came.outside, 80) + "'"});
    }
    return changes;
}

} // namespace mpm::checkMailRoundtrip
